package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;

/** What must be true of every error response. */
final class ProblemAssert {
  private ProblemAssert() {}

  static JsonNode assertProblem(HttpResponse<String> response, int status, String name)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = TestApi.json(response);
    assertThat(problem.path("type").asText()).isEqualTo("urn:gibsey:problem:" + name);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(response.body()).doesNotContain("Exception", "secret", "at org.");
    assertThat(problem.has("correlation_id")).isEqualTo(status >= 500);
    if (status == 503) {
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
    return problem;
  }
}
