package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.gibsey.api.token.WriteTime;
import org.gibsey.api.token.WriteToken;
import org.gibsey.collection.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing and deleting pages over HTTP. */
final class PageWritingTest {
  private static final String PAGE = "/v1/pages/a%20b%2Fc/7";
  private static final int MAX_CHARS = Collections.load(null).require("pages").maxChars();

  private final FakePages pages = new FakePages();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(new FakeShards(), pages, new FakeEmbedder());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPageThatWasWrittenIsReadBackAndAnotherWriteReplacesAllOfIt() throws Exception {
    HttpResponse<String> made =
        put(PAGE, "{\"chapter\":\"I\",\"title\":\"Tide\",\"speaker\":\"Edda\",\"text\":\"Öl.\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    HttpResponse<String> replaced = put(PAGE, "{\"text\":\"Salt.\"}");
    assertThat(replaced.statusCode()).isEqualTo(200);
    JsonNode page = json(api.get(PAGE));
    assertThat(page.path("book_id").asText()).isEqualTo("a b/c");
    assertThat(page.path("text").asText()).isEqualTo("Salt.");
    assertThat(page.path("title").isNull()).isTrue();
    assertThat(page.path("write_time")).isEqualTo(json(replaced).path("write_time"));
  }

  @Test
  void aWriteAnswersWithATokenOfItsRowAndTime() throws Exception {
    JsonNode written =
        json(put(PAGE, "{\"text\":\"x\",\"write_time\":\"2026-01-01T00:00:00.5Z\"}"));
    assertThat(WriteToken.parse(written.path("token").asText()))
        .isEqualTo(
            new WriteToken(
                "pages", "{\"book_id\":\"a b/c\",\"page_num\":7}", 1_767_225_600_500_000L));
    assertThat(written.path("book_id").asText()).isEqualTo("a b/c");
    assertThat(written.path("page_num").asInt()).isEqualTo(7);
    assertThat(written.path("write_time").asText()).isEqualTo("2026-01-01T00:00:00.500Z");
  }

  @Test
  void timesOfOneProcessRise() throws Exception {
    Set<Long> times = new HashSet<>();
    long before = 0;
    for (int i = 0; i < 50; i++) {
      HttpResponse<String> response = i % 2 == 0 ? put(PAGE, "{\"text\":\"x\"}") : delete(PAGE);
      long time = WriteToken.parse(json(response).path("token").asText()).writeTimeMicros();
      assertThat(time).isGreaterThan(before);
      before = time;
      times.add(time);
    }
    assertThat(times).hasSize(50);
  }

  @Test
  void aDeletedPageIsGoneAndMayBeDeletedAgain() throws Exception {
    put(PAGE, "{\"text\":\"x\"}");
    assertThat(delete(PAGE).statusCode()).isEqualTo(200);
    assertProblem(api.get(PAGE), 404, "unknown-book");
    HttpResponse<String> again = delete(PAGE);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("token").asText()).isNotBlank();
  }

  @Test
  void aWriteOlderThanThePageIsToldThatItDoesNotStand() throws Exception {
    put(PAGE, "{\"text\":\"new\",\"write_time\":\"2026-01-02T00:00:00Z\"}");
    JsonNode problem =
        assertProblem(
            put(PAGE, "{\"text\":\"old\",\"write_time\":\"2026-01-01T00:00:00Z\"}"),
            409,
            "stale-write");
    assertThat(problem.path("detail").asText()).contains("2026-01-02T00:00:00Z");
    assertProblem(delete(PAGE + "?write_time=2026-01-01T00:00:00Z"), 409, "stale-write");
    assertThat(json(api.get(PAGE)).path("text").asText()).isEqualTo("new");
    assertThat(delete(PAGE + "?write_time=2026-01-03T00:00:00Z").statusCode()).isEqualTo(200);
    assertProblem(
        put(PAGE, "{\"text\":\"old\",\"write_time\":\"2026-01-03T00:00:00Z\"}"),
        409,
        "stale-write");
    // The very same write again stands as before.
    put(PAGE, "{\"text\":\"y\",\"write_time\":\"2026-01-04T00:00:00Z\"}");
    assertThat(put(PAGE, "{\"text\":\"y\",\"write_time\":\"2026-01-04T00:00:00Z\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesWhatCannotBeStoredOrFound() throws Exception {
    assertInvalid("{}");
    assertInvalid("{\"text\":null}");
    assertInvalid("{\"text\":\" \\n\"}");
    assertInvalid("{\"text\":7}");
    assertInvalid("{\"text\":\"x\",\"author\":\"y\"}");
    assertInvalid("{\"text\":\"x\",\"title\":\"" + "t".repeat(1_001) + "\"}");
    assertInvalid("{\"text\":\"" + "x".repeat(MAX_CHARS + 1) + "\"}");
    assertProblem(put(PAGE, "{\"text\":\"\\ud83d\"}"), 400, "invalid-text");
    assertProblem(put(PAGE, "{\"text\":\"x\",\"speaker\":\"\\ude00\"}"), 400, "invalid-text");
    assertProblem(put(PAGE, "[]"), 400, "malformed-json");
    assertProblem(
        put(PAGE, "{\"text\":\"x\",\"title\":\"" + "t".repeat(7 * MAX_CHARS) + "\"}"),
        413,
        "body-too-large");
    assertThat(pages.writes).hasValue(2);
  }

  @Test
  void takesTheLongestTextThatCanBeIndexedHoweverItIsEscaped() throws Exception {
    assertThat(put(PAGE, "{\"text\":\"" + "\\u00e9".repeat(MAX_CHARS) + "\"}").statusCode())
        .isEqualTo(201);
    assertThat(json(api.get(PAGE)).path("text").asText()).isEqualTo("é".repeat(MAX_CHARS));
  }

  @Test
  void refusesTimesThatAreNoneOrAhead() throws Exception {
    String ahead = Instant.now().plus(5, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS) + "";
    for (String time :
        new String[] {
          ahead,
          "",
          "now",
          "1767225600",
          "2026-01-01",
          "1969-12-31T23:59:59Z",
          "2026-01-01T00:00:00.1234567Z",
          "+999999999-12-31T23:59:59Z",
          "2".repeat(100)
        }) {
      assertInvalid("{\"text\":\"x\",\"write_time\":\"" + time + "\"}");
    }
    assertProblem(delete(PAGE + "?write_time=" + ahead), 422, "invalid-value");
    // A caller's clock may be a little ahead.
    String soon = WriteTime.text(WriteTime.micros(Instant.now().plusSeconds(30)));
    assertThat(put(PAGE, "{\"text\":\"x\",\"write_time\":\"" + soon + "\"}").statusCode())
        .isEqualTo(201);
  }

  @Test
  void refusesAddressesThatAreNone() throws Exception {
    String body = "{\"text\":\"x\"}";
    assertProblem(put("/v1/pages/b/x", body), 400, "bad-page-number");
    assertProblem(put("/v1/pages/b/99999999999", body), 400, "bad-page-number");
    assertProblem(put("/v1/pages/b/-1", body), 422, "invalid-value");
    assertProblem(put("/v1/pages/b/1000001", body), 422, "invalid-value");
    assertProblem(put("/v1/pages/%20/1", body), 422, "invalid-value");
    assertProblem(put("/v1/pages/a%C2%85b/1", body), 422, "invalid-value");
    assertProblem(put("/v1/pages/" + "b".repeat(201) + "/1", body), 422, "invalid-value");
    assertProblem(delete("/v1/pages/b/-1"), 422, "invalid-value");
    assertThat(put("/v1/pages/" + "b".repeat(200) + "/0", body).statusCode()).isEqualTo(201);
  }

  @Test
  void aReaderMayNotWrite() throws Exception {
    assertProblem(
        api.send(
            api.request(PAGE)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"text\":\"x\"}"))),
        403,
        "role-required");
    assertProblem(api.send(api.request(PAGE).DELETE()), 403, "role-required");
    assertThat(pages.writes).hasValue(2);
  }

  @Test
  void tellsWhetherAWriteThatFailedMayHaveBeenStored() throws Exception {
    pages.goAway();
    assertProblem(put(PAGE, "{\"text\":\"x\"}"), 503, "pages-unavailable");
    assertProblem(delete(PAGE), 503, "pages-unavailable");
    pages.comeBack();
    pages.loseAnswers();
    assertProblem(put(PAGE, "{\"text\":\"x\"}"), 503, "write-unknown");
    assertProblem(delete(PAGE), 503, "write-unknown");
  }

  private void assertInvalid(String body) throws Exception {
    assertProblem(put(PAGE, body), 422, "invalid-value");
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return api.send(
        api.anonymous(path)
            .header("Authorization", "Bearer " + TestApi.ADMIN)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return api.send(
        api.anonymous(path).header("Authorization", "Bearer " + TestApi.ADMIN).DELETE());
  }
}
