package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process with the API's own logging writes, with everything switched on. */
final class LogTest {
  private static final String QUERY = "a planted question nobody may read";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** Serves a few requests in a process of its own, whose output the test reads. */
  static final class Requests {
    private Requests() {}

    public static void main(String[] args) throws Exception {
      FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt."));
      try (TestApi api = TestApi.start(shards, new FakePages(), new FakeEmbedder())) {
        ok(api.post(TestApi.SEARCH, "{\"query\":\"" + QUERY + "\"}"), 200);
        shards.goAway();
        ok(api.post(TestApi.SEARCH, "{\"query\":\"" + QUERY + "\"}"), 503);
        ok(api.post(TestApi.SEARCH, "{\"query\":\"" + QUERY), 400);
        shards.breakWith(new IllegalStateException("a bug"));
        ok(api.post(TestApi.SEARCH, "{\"query\":\"" + QUERY + "\"}"), 500);
        ok(
            api.send(
                api.anonymous("/v1/books").header("Authorization", "Bearer planted-key").GET()),
            401);
      }
    }

    private static void ok(HttpResponse<String> response, int status) {
      if (response.statusCode() != status) {
        throw new IllegalStateException(response.statusCode() + " instead of " + status);
      }
    }
  }

  @Test
  void writesAnObjectForEachRequestWithItsIdsAndFields() throws Exception {
    List<JsonNode> events = json(run("json", "INFO"));
    List<JsonNode> requests =
        events.stream().filter(event -> event.path("message").asText().equals("request")).toList();
    assertThat(requests)
        .extracting(request -> request.path("status").asInt())
        .containsExactly(200, 503, 400, 500, 401);
    JsonNode first = requests.getFirst();
    assertThat(first.path("request_id").asText()).matches("[0-9a-f]{24}");
    assertThat(first.path("caller").asText()).isEqualTo("reader");
    assertThat(first.path("method").asText()).isEqualTo("POST");
    assertThat(first.path("route").asText()).isEqualTo("/v1/collections/{collection}/search");
    assertThat(first.path("took_ms").isNumber()).isTrue();
    assertThat(first.path("time").asText()).contains("T");
    assertThat(requests.getLast().has("caller")).isFalse();
  }

  @Test
  void tellsOfFailuresUnderTheRequestsIdAndOfNothingElseByDefault() throws Exception {
    List<JsonNode> events = json(run("json", "WARN"));
    assertThat(events).noneMatch(event -> event.path("message").asText().equals("request"));
    assertThat(events)
        .filteredOn(event -> event.path("level").asText().equals("ERROR"))
        .singleElement()
        .satisfies(event -> assertThat(event.path("request_id").asText()).isNotEmpty())
        .satisfies(event -> assertThat(event.path("stack_trace").asText()).contains("a bug"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "text"})
  void neverWritesKeysOrQuestions(String format) throws Exception {
    assertThat(String.join("\n", run(format, "INFO")))
        .contains("/v1/collections/{collection}/search")
        .contains("503")
        .doesNotContain("planted")
        .doesNotContain(TestApi.READER)
        .doesNotContain(TestApi.ADMIN);
  }

  @Test
  void writesFieldsAsKeyAndValueForPeople() throws Exception {
    assertThat(run("text", "INFO"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("level=INFO", "caller=reader", "method=POST", "status=200"));
  }

  private List<String> run(String format, String requests)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=logback.xml",
                Requests.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    java.environment().putAll(Map.of("GIBSEY_LOG_FORMAT", format, "GIBSEY_REQUEST_LOG", requests));
    Process process = java.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isZero();
      return Files.readAllLines(out);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<JsonNode> json(List<String> lines) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      events.add(JSON.readTree(line));
    }
    return events;
  }
}
