package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.gibsey.api.access.TokenSettings;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.limits.LimitSettings;
import org.gibsey.api.limits.RateLimit;
import org.gibsey.api.server.Route;
import org.gibsey.api.server.ServerSettings;
import org.junit.jupiter.api.Test;

/** How often somebody may ask, and how long it takes until they may again. */
final class RequestLimitsTest {
  /** Slow to refill, so that a busy machine reaches the limit too. */
  private static final RateLimit TIGHT = new RateLimit(1, 5);

  private static final int MANY = 500;

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeBackAndNobodyElseIs() throws Exception {
    try (TestApi api = start(new LimitSettings(TIGHT, RateLimit.NONE, RateLimit.NONE))) {
      HttpResponse<String> first = api.get("/v1/books");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("RateLimit-Limit")).hasValue("5");
      HttpResponse<String> refused = untilRefused(api, api.request("/v1/books").GET());
      assertProblem(refused, 429, "rate-limited");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.headers().firstValue("RateLimit-Remaining")).hasValue("0");
      assertThat(refused.headers().firstValueAsLong("RateLimit-Reset")).hasValue(5);
      assertThat(api.send(as(api, TestApi.ADMIN)).statusCode()).isEqualTo(200);
      assertThat(api.send(api.anonymous("/livez").GET()).statusCode()).isEqualTo(200);
      awaitStatus(api, api.request("/v1/books").GET(), 200);
    }
  }

  @Test
  void answersHaveALimitOfTheirOwn() throws Exception {
    try (TestApi api = start(new LimitSettings(RateLimit.NONE, TIGHT, RateLimit.NONE))) {
      HttpRequest.Builder ask =
          api.post("/v1/ask", HttpRequest.BodyPublishers.ofString("{\"question\":\"salt?\"}"));
      assertProblem(untilRefused(api, ask), 429, "rate-limited");
      assertThat(api.get("/v1/books").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyRouteThatLetsALanguageModelWriteHasTheLimitOfAnswers() throws Exception {
    try (TestApi api = start(LimitSettings.none())) {
      assertThat(api.routes())
          .filteredOn(route -> route.path().matches(".*/(ask|completions|answers?)"))
          .isNotEmpty()
          .as("call keepsBusy(Workload.ANSWER) on the route")
          .extracting(Route::workload)
          .containsOnly(Workload.ANSWER);
    }
  }

  @Test
  void whoeverGuessesKeysHasToWaitAndWhoeverIsKnownGoesOn() throws Exception {
    try (TestApi api = start(new LimitSettings(RateLimit.NONE, RateLimit.NONE, TIGHT))) {
      assertThat(api.get("/v1/books").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = untilRefused(api, as(api, "wrong-key-0123456789abcdef"));
      assertProblem(refused, 429, "rate-limited");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(api.get("/v1/books").statusCode()).isEqualTo(200);
      assertThat(api.send(api.anonymous("/").GET()).statusCode()).isEqualTo(200);
      assertThat(api.send(api.anonymous("/v1/books").GET()).statusCode()).isEqualTo(401);
      awaitStatus(api, as(api, TestApi.ADMIN), 200);
    }
  }

  private static TestApi start(LimitSettings limits) throws Exception {
    return TestApi.start(
        new ServerSettings(TokenSettings.none(), limits, new CrossOrigin(Set.of()), false));
  }

  private static HttpRequest.Builder as(TestApi api, String key) {
    return api.anonymous("/v1/books").header("Authorization", "Bearer " + key).GET();
  }

  private static HttpResponse<String> untilRefused(TestApi api, HttpRequest.Builder request)
      throws Exception {
    HttpResponse<String> response = api.send(request);
    for (int i = 0; i < MANY && response.statusCode() != 429; i++) {
      response = api.send(request);
    }
    return response;
  }

  private static void awaitStatus(TestApi api, HttpRequest.Builder request, int status)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int seen = api.send(request).statusCode();
    while (seen != status && System.nanoTime() < deadline) {
      seen = api.send(request).statusCode();
    }
    assertThat(seen).isEqualTo(status);
  }
}
