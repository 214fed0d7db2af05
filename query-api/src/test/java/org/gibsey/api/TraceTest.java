package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.FakePages.WRITTEN_AT;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.gibsey.api.trace.CapturedChange;
import org.gibsey.api.trace.LogFindings;
import org.gibsey.api.trace.LogFindings.Reach;
import org.gibsey.api.trace.Refusal;
import org.gibsey.api.trace.StoredVectors;
import org.gibsey.api.trace.WrittenRow;
import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a trace says for what the stores on a row's way have. */
final class TraceTest {
  private static final String FOUND = "{\"book_id\":\"tides\",\"page_num\":1}";
  private static final String OTHER = "{\"book_id\":\"tides\",\"page_num\":2}";
  private static final Instant NOTICED = Instant.parse("2026-01-01T00:00:01Z");

  private final FakePages pages = new FakePages();
  private final FakeSources rows = pages.rows;
  private final FakeShards shards = new FakeShards(FakeShards.hit("tides", 1, "Salt."));
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(shards, pages, new FakeEmbedder());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aRowThatIsFoundHasPassedAllStages() throws Exception {
    rows.written = new WrittenRow(Map.of("text", WRITTEN_AT, "title", WRITTEN_AT - 1));
    rows.log = log(change(41, WRITTEN_AT), null);
    rows.vectors = new StoredVectors(2, "all-MiniLM-L6-v2", "ab", WRITTEN_AT);
    JsonNode trace = trace(FOUND);
    assertThat(trace.path("outcome").asText()).isEqualTo("searchable");
    assertThat(trace.path("verdict").asText()).contains("2026-01-01T00:00:00.123456Z");
    assertThat(trace.path("key").toString()).isEqualTo(FOUND);
    assertThat(trace.path("steps").findValuesAsText("step"))
        .containsExactly("written", "captured", "decoded", "embedded", "indexed");
    assertThat(trace.path("steps").findValuesAsText("state")).containsOnly("done");
    assertThat(step(trace, "written").path("columns").path("title").asText())
        .isEqualTo("2026-01-01T00:00:00.123455Z");
    assertThat(step(trace, "captured").path("position").path("offset").asLong()).isEqualTo(41);
    assertThat(step(trace, "captured").path("at").asText()).isEqualTo("2026-01-01T00:00:00.200Z");
    assertThat(step(trace, "embedded").path("passages").asInt()).isEqualTo(2);
    assertThat(step(trace, "indexed").path("index_version").asText()).isEqualTo("test");
    assertThat(step(trace, "indexed").path("served_from").asText()).isEqualTo("live");
  }

  @Test
  void aRowThatIsNowhereIsToldSo() throws Exception {
    JsonNode trace = trace(OTHER);
    assertThat(trace.path("outcome").asText()).isEqualTo("no_such_row");
    assertThat(step(trace, "written").path("state").asText()).isEqualTo("missing");
  }

  @Test
  void aWriteThatIsNotInKafkaIsNotCaptured() throws Exception {
    rows.written = new WrittenRow(Map.of("text", WRITTEN_AT));
    JsonNode trace = trace(OTHER);
    assertThat(trace.path("outcome").asText()).isEqualTo("not_captured");
    assertThat(step(trace, "captured").path("state").asText()).isEqualTo("missing");
    rows.log = new LogFindings(null, null, Reach.PART);
    assertThat(trace(OTHER).path("outcome").asText()).isEqualTo("unknown");
    rows.log = new LogFindings(null, null, Reach.NONE);
    assertThat(trace(OTHER).path("outcome").asText()).isEqualTo("unknown");
    assertThat(step(trace(OTHER), "captured").path("state").asText()).isEqualTo("unknown");
  }

  @Test
  void aChangeThatTheIndexDoesNotHaveIsNotIndexed() throws Exception {
    rows.written = new WrittenRow(Map.of("text", WRITTEN_AT + 5_000_000));
    rows.log = log(change(42, WRITTEN_AT + 5_000_000), null);
    JsonNode trace = trace(OTHER);
    assertThat(trace.path("outcome").asText()).isEqualTo("not_indexed");
    assertThat(trace.path("verdict").asText()).contains("5000 ms behind");
    assertThat(step(trace, "captured").path("state").asText()).isEqualTo("done");
    assertThat(step(trace, "indexed").path("state").asText()).isEqualTo("missing");
  }

  @Test
  void aDeadLetterNamesStageAndReason() throws Exception {
    rows.written = new WrittenRow(Map.of("text", WRITTEN_AT));
    rows.log = log(change(41, WRITTEN_AT), letter("TEXT_TOO_LONG", 41));
    JsonNode trace = trace(OTHER);
    assertThat(trace.path("outcome").asText()).isEqualTo("refused");
    assertThat(trace.path("verdict").asText()).contains("TEXT_TOO_LONG", "decoded");
    assertThat(step(trace, "decoded").path("reason").asText()).isEqualTo("TEXT_TOO_LONG");
    assertThat(step(trace, "decoded").path("state").asText()).isEqualTo("refused");
    rows.log = log(change(41, WRITTEN_AT), letter("EMBEDDING_FAILED", 41));
    assertThat(step(trace(OTHER), "embedded").path("state").asText()).isEqualTo("refused");
    rows.log = log(null, new Refusal("EVENT_TOO_LARGE", NOTICED, null));
    assertThat(step(trace(OTHER), "captured").path("state").asText()).isEqualTo("refused");
  }

  @Test
  void aDeadLetterOfAnEarlierWriteIsNotTheReason() throws Exception {
    rows.written = new WrittenRow(Map.of("text", WRITTEN_AT));
    rows.log = log(change(41, WRITTEN_AT), letter("NO_TEXT", 40));
    assertThat(trace(FOUND).path("outcome").asText()).isEqualTo("searchable");
    assertThat(trace(OTHER).path("outcome").asText()).isEqualTo("not_indexed");
  }

  @Test
  void aRowWithoutTextHasNothingToFind() throws Exception {
    rows.written = new WrittenRow(Map.of("title", WRITTEN_AT));
    rows.log = log(change(41, WRITTEN_AT), null);
    assertThat(trace(OTHER).path("outcome").asText()).isEqualTo("no_text");
  }

  @Test
  void whatDoesNotAnswerIsUnknown() throws Exception {
    rows.away = true;
    assertThat(trace(FOUND).path("outcome").asText()).isEqualTo("unknown");
    rows.away = false;
    shards.goAway();
    JsonNode trace = trace(FOUND);
    assertThat(trace.path("outcome").asText()).isEqualTo("unknown");
    assertThat(step(trace, "indexed").path("state").asText()).isEqualTo("unknown");
  }

  @Test
  void keysAreReadInAnyOrderAndNothingElseIsAKey() throws Exception {
    trace("{ \"page_num\": 2, \"book_id\": \"tides/ab\" }");
    assertThat(Objects.requireNonNull(rows.asked).canonical())
        .isEqualTo("{\"book_id\":\"tides/ab\",\"page_num\":2}");
    for (String key :
        new String[] {
          "tides",
          "[]",
          "{}",
          "{\"book_id\":\"b\"}",
          "{\"book_id\":\"b\",\"page_num\":null}",
          "{\"book_id\":\"b\",\"page_num\":[1]}",
          "{\"book_id\":\"b\",\"page_num\":1,\"x\":1}",
          "{\"book_id\":\"b\",\"page_num\":1,\"page_num\":1}",
          "{\"book_id\":\"" + "b".repeat(2_000) + "\",\"page_num\":1}"
        }) {
      assertProblem(api.get(path("pages", key)), 400, "bad-row-key");
    }
    assertProblem(api.get(path("none", FOUND)), 404, "unknown-collection");
  }

  private static LogFindings log(@Nullable CapturedChange change, @Nullable Refusal refusal) {
    return new LogFindings(change, refusal, Reach.ALL);
  }

  private static CapturedChange change(long offset, long writeTimeMicros) {
    return new CapturedChange(
        at(offset), Instant.parse("2026-01-01T00:00:00.200Z"), writeTimeMicros);
  }

  private static Refusal letter(String reason, long offset) {
    return new Refusal(reason, NOTICED, at(offset));
  }

  private static SourcePosition at(long offset) {
    return new SourcePosition("gibsey.gibsey.pages", 2, offset);
  }

  private static JsonNode step(JsonNode trace, String name) {
    return StreamSupport.stream(trace.path("steps").spliterator(), false)
        .filter(step -> step.path("step").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode trace(String key) throws Exception {
    var response = api.get(path("pages", key));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static String path(String collection, String key) {
    return "/v1/collections/%s/rows/%s/trace"
        .formatted(collection, URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
