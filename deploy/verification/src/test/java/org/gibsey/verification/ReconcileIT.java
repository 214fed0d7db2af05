package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.verification.PageEvents.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was lost on its way to the index is found by {@code deploy/reconcile}, and comes back. */
@ExtendWith(Stack.Provider.class)
final class ReconcileIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGENT = "gibsey";
  private final Stack stack;
  private final ApiClient api;
  private final String book = "reconcile-" + UUID.randomUUID();
  private final PageEvents topic;

  ReconcileIT(Stack stack) throws IOException {
    this.stack = stack;
    this.api = stack.reader();
    this.topic = new PageEvents(stack.kafka());
  }

  @AfterEach
  void close() {
    cql("DELETE FROM pages WHERE book_id = ?", book);
    topic.close();
  }

  @Test
  void lostEventsComeBackAndASecondRunFindsAllEqual() throws Exception {
    insert(1, "The untouched walrus naps");
    insert(2, "The outdated walrus naps");
    insert(3, "The deleted walrus naps");
    insert(4, "The untitled walrus naps");
    for (String word : List.of("untouched", "outdated", "deleted", "untitled")) {
      awaitFound(word, true);
    }
    awaitCheckpoint();

    cancelJob();
    cql(
        "UPDATE pages SET text = 'The renewed walrus naps' WHERE book_id = ? AND page_num = 2",
        book);
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 3", book);
    cql("DELETE title FROM pages WHERE book_id = ? AND page_num = 4", book);
    insert(5, "The overlooked walrus naps");
    cql(
        "INSERT INTO pages (book_id, page_num, text) VALUES (?, 6, 'The fleeting walrus naps')"
            + " USING TTL 3600",
        book);
    cql("INSERT INTO pages (book_id, page_num, title) VALUES (?, 7, 'No text')", book);
    for (int page : List.of(2, 4)) {
      topic.await(book, page, "u", AGENT);
    }
    topic.await(book, 3, "d", AGENT);
    for (int page : List.of(5, 6, 7)) {
      topic.await(book, page, "i", AGENT);
    }
    topic.loseEverything();
    stack.script().run(Duration.ofMinutes(4), "up", "--no-build").mustSucceed();
    awaitFound("untouched", true);

    Script.Outcome check = reconcile("--check", "--json");
    assertThat(check.exit()).as(check.output()).isEqualTo(3);
    assertThat(differences(check))
        .isEqualTo(
            Map.of(
                2, "older in the index",
                3, "only in the index",
                4, "different",
                5, "missing in the index",
                6, "missing in the index"));
    assertThat(found("renewed", 2)).as("a check repairs nothing").isFalse();

    Script.Outcome repair = reconcile("--json");
    assertThat(repair.exit()).as(repair.output()).isZero();
    assertThat(summary(repair).path("repaired").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(found("renewed", 2)).isTrue();
    assertThat(found("deleted", 3)).isFalse();
    assertThat(found("overlooked", 5)).isTrue();
    assertThat(found("fleeting", 6)).isTrue();
    assertThat(textExpiry(topic.await(book, 6, "u", "reconcile")))
        .isEqualTo(textExpiry(topic.await(book, 6, "i", AGENT)));

    Script.Outcome again = reconcile("--json");
    assertThat(again.exit()).as(again.output()).isZero();
    assertThat(summary(again).path("republished").asInt()).isZero();
    assertThat(summary(again).path("equal").asInt())
        .isEqualTo(summary(again).path("in_index").asInt());
  }

  @Test
  void aRowThatOnlyTheIndexHasLeavesIt() throws Exception {
    topic.forge(book, 1, "A phantom walrus naps", micros(Instant.now().minusSeconds(60)));
    awaitFound("phantom", true);
    Script.Outcome repair = reconcile("--json");
    assertThat(repair.exit()).as(repair.output()).isZero();
    assertThat(differences(repair)).isEqualTo(Map.of(1, "only in the index"));
    awaitFound("phantom", false);
    insert(1, "An honest walrus naps");
    awaitFound("honest", true);
  }

  @Test
  void aWriteTimeOfTheFutureIsReportedWithWhatToDo() throws Exception {
    long future = micros(Instant.now().plus(1, ChronoUnit.DAYS));
    insert(1, "A punctual walrus naps");
    topic.forge(book, 1, "A premature walrus naps", future);
    awaitFound("premature", true);
    Script.Outcome repair = reconcile("--json");
    assertThat(repair.exit()).as(repair.output()).isEqualTo(3);
    JsonNode row = summary(repair).path("rows").path(0);
    assertThat(row.path("not_repaired").asText())
        .contains("future")
        .contains("USING TIMESTAMP " + (future + 1));

    cql(
        "UPDATE pages USING TIMESTAMP "
            + (future + 1)
            + " SET text = 'A corrected walrus naps'"
            + " WHERE book_id = ? AND page_num = 1",
        book);
    awaitFound("corrected", true);
    assertThat(reconcile().mustSucceed().output()).contains("pages: ");
    cql(
        "DELETE FROM pages USING TIMESTAMP " + (future + 2) + " WHERE book_id = ? AND page_num = 1",
        book);
    awaitFound("corrected", false);
  }

  @Test
  void aKeyThatCannotBeComparedIsRefusedByName(@TempDir Path folder) throws Exception {
    cql("CREATE TABLE IF NOT EXISTS scales (weight varint PRIMARY KEY, text text)");
    Path collections = folder.resolve("collections.yaml");
    Files.writeString(
        collections,
        """
        shards: 1
        collections:
          scales:
            source: gibsey.scales
            partition_key: [weight]
            clustering_key: []
            text: text
            metadata: []
            max_chars: 1000
            chunk: {tokens: 200, overlap: 40}
        """);
    Script.Outcome refused = reconcile("--collections", collections.toString());
    cql("DROP TABLE scales");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("weight").contains("varint").doesNotContain("at org.");
  }

  @Test
  void anUnknownCollectionIsAWrongArgument() throws Exception {
    Script.Outcome refused = reconcile("scrolls");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.output()).contains("scrolls").contains("pages");
  }

  private void insert(int page, String text) {
    cql(
        "INSERT INTO pages (book_id, page_num, title, text) VALUES (?, ?, 'A title', ?)",
        book,
        page,
        text);
  }

  private void awaitFound(String word, boolean wanted) throws Exception {
    Eventually.holds(
        word + " is " + (wanted ? "" : "not ") + "found",
        Stack.PATIENCE,
        () -> found(word, null) == wanted);
  }

  /** Whether a page of this book is found by the word. */
  private boolean found(String word, @Nullable Integer page) throws Exception {
    return api.search(word, "text", 5).stream()
        .anyMatch(
            key -> page == null ? key.bookId().equals(book) : key.equals(new PageKey(book, page)));
  }

  /** Everything read so far is in a checkpoint: the job does not need it again. */
  private void awaitCheckpoint() throws Exception {
    Eventually.holds(
        "all events are behind a checkpoint",
        Stack.PATIENCE,
        () -> stack.status().path("changes_behind").asLong(1) == 0);
  }

  private Script.Outcome reconcile(String... arguments) throws Exception {
    return stack.script().run(Duration.ofMinutes(3), "reconcile", arguments);
  }

  private static JsonNode summary(Script.Outcome outcome) throws IOException {
    for (String line : outcome.output().lines().toList()) {
      if (line.startsWith("{")) {
        return JSON.readTree(line);
      }
    }
    throw new AssertionError("no summary:\n" + outcome.output());
  }

  /** How each page of this book differed. */
  private Map<Integer, String> differences(Script.Outcome outcome) throws IOException {
    Map<Integer, String> differences = new TreeMap<>();
    for (JsonNode row : summary(outcome).path("rows")) {
      JsonNode key = JSON.readTree(row.path("row_key").asText());
      if (key.path("book_id").asText().equals(book)) {
        differences.put(key.path("page_num").asInt(), row.path("difference").asText());
      }
    }
    return differences;
  }

  private static JsonNode textExpiry(Event event) {
    JsonNode expiry = event.value().path("after").path("text").path("deletion_ts");
    assertThat(expiry.isNumber()).isTrue();
    return expiry;
  }

  /** Its checkpoints stay, and {@code deploy/up} submits it again from the newest. */
  private void cancelJob() throws Exception {
    String id = stack.status().path("job").path("id").asText();
    HttpRequest cancel =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/jobs/%s?mode=cancel"
                        .formatted(stack.port("GIBSEY_FLINK_UI_PORT"), id)))
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(cancel, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(202);
    }
    Eventually.holds(
        "the job is cancelled",
        Stack.PATIENCE,
        () -> stack.status().path("job").path("state").asText().equals("CANCELED"));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }
}
