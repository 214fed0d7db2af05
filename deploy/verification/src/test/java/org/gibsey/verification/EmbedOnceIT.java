package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.text.TextHash;
import org.gibsey.verification.faults.Processes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * No text is embedded twice, whatever happens to its row or to the job. On a stack of its own,
 * because the counts are those of the whole job, and one test gives the job's state up.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbedOnceIT {
  private static final String INSERT =
      "INSERT INTO pages (book_id, page_num, title, speaker, text) VALUES (?, ?, ?, ?, ?)";
  private static final String TITLE = "The ferry";

  private final Stack stack = Stack.start(Map.of());
  private final ApiClient api = stack.reader();
  private final StoredVectors stored = new StoredVectors(stack.cassandra());
  private final EmbeddingCounts counts = new EmbeddingCounts(stack);

  EmbedOnceIT() throws Exception {}

  @AfterAll
  void close() throws Exception {
    counts.close();
    stack.close();
  }

  @Test
  void aChangeOfMetadataEmbedsNothing() throws Exception {
    String book = book();
    String text = text("otter");
    insert(book, 1, text);
    EmbeddingCounts.Now before = counts.settled();
    // Only now: rows of passages are written side by side, and the last one may be there first.
    int passages = stored.passages(book, 1).size();
    assertThat(passages).isGreaterThan(1);

    cql("UPDATE pages SET speaker = 'Wren' WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds(
        "the new speaker is found", Stack.PATIENCE, () -> speaker(book, text).equals("Wren"));

    assertThat(counts.settled()).isEqualTo(before.and(0, passages, 0));
  }

  @Test
  void theSameTextInAnotherRowEmbedsNothing() throws Exception {
    String book = book();
    String text = text("heron");
    insert(book, 1, text);
    EmbeddingCounts.Now before = counts.settled();

    insert(book, 2, text);

    assertThat(counts.settled()).isEqualTo(before.and(0, stored.passages(book, 1).size(), 0));
    assertThat(stored.passages(book, 2)).isEqualTo(stored.passages(book, 1)).isNotEmpty();
  }

  @Test
  void aDamagedEntryIsReplaced() throws Exception {
    String book = book();
    String text = text("badger");
    insert(book, 1, text);
    EmbeddingCounts.Now before = counts.settled();
    int passages = stored.passages(book, 1).size();
    String hash = provenance(book, text).path("text_hash").asText();
    Row entry = stored.entry(hash);
    int size = StoredVectors.bytes(entry).remaining();
    cql(
        "UPDATE embedding_cache SET vectors = 0x3f80 WHERE model = ? AND text_hash = ?"
            + " AND chunking = ?",
        entry.getString("model"),
        hash,
        entry.getString("chunking"));

    cql("UPDATE pages SET speaker = 'Wren' WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds(
        "the new speaker is found", Stack.PATIENCE, () -> speaker(book, text).equals("Wren"));

    assertThat(counts.settled()).isEqualTo(before.and(passages, 0, 1));
    assertThat(StoredVectors.bytes(stored.entry(hash)).remaining()).isEqualTo(size);
    cql("UPDATE pages SET speaker = 'Edda' WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds(
        "the next speaker is found", Stack.PATIENCE, () -> speaker(book, text).equals("Edda"));
    assertThat(counts.settled()).isEqualTo(before.and(passages, passages, 1));
  }

  @Test
  void aRowIsFoundAlthoughTheCacheDoesNotAnswer() throws Exception {
    String book = book();
    EmbeddingCounts.Now before = counts.settled();
    Processes processes = new Processes(stack.state());
    String text = "A weasel polished the brass compass";
    try (PageEvents events = new PageEvents(stack.kafka())) {
      processes.pause("cassandra");
      events.forge(book, 1, text, micros());
      Eventually.holds(
          "the row is found while Cassandra is paused",
          Duration.ofSeconds(10),
          () -> api.search("weasel brass compass", "text", 5).contains(new PageKey(book, 1)));
      processes.resumeAll();
      EmbeddingCounts.Now after = counts.settled();
      assertThat(after.computed()).isEqualTo(before.computed() + 1);
      assertThat(after.failures()).isGreaterThan(before.failures());

      Eventually.holds(
          "the cache is used again",
          Stack.PATIENCE,
          () -> {
            events.forge(book, 1, text, micros());
            return counts.settled().saved() > after.saved();
          });
    } finally {
      processes.resumeAll();
    }
  }

  @Test
  void aReplayWithoutStateEmbedsNothing() throws Exception {
    String book = book();
    for (String animal : new String[] {"newt", "toad", "vole"}) {
      insert(book, 1, text(animal));
    }
    insert(book, 2, text("toad"));
    insert(book, 3, text("crane"));
    cql("UPDATE pages SET speaker = 'Wren' WHERE book_id = ? AND page_num = 3", book);
    insert(book, 4, text("gone"));
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 4", book);
    String other = book();
    insert(other, 1, text("lost"));
    cql("DELETE FROM pages WHERE book_id = ?", other);
    Eventually.holds(
        "the deleted pages are gone",
        Stack.PATIENCE,
        () -> stored.passages(book, 4).isEmpty() && stored.passages(other, 1).isEmpty());
    EmbeddingCounts.Now before = counts.settled();
    long rows = rows();
    Map<String, Object> vectors = stored.all();

    stack.script().run(Duration.ofMinutes(2), "reset", "--index", "--yes").mustSucceed();
    // Otherwise the vectors of before would be found there.
    cql("TRUNCATE page_embeddings");
    stack.up().mustSucceed();
    Eventually.holds("all rows are found again", Stack.PATIENCE, () -> rows() == rows);

    EmbeddingCounts.Now after = counts.settled();
    System.out.println("first run: " + before + ", replay: " + after);
    assertThat(after.computed()).isZero();
    assertThat(after.saved()).isGreaterThanOrEqualTo(126 + 7 * stored.passages(book, 1).size());
    assertThat(after.failures()).isZero();
    assertThat(stored.all()).isEqualTo(vectors);
    assertThat(speaker(book, text("crane"))).isEqualTo("Wren");
    assertThat(speaker(book, text("vole"))).isEqualTo("Marchbank");
    assertThat(rows()).isEqualTo(rows);
  }

  private static String book() {
    return "embed-once-" + UUID.randomUUID();
  }

  /** Long enough for several passages, and the same each time. */
  private static String text(String animal) {
    return ("The " + animal + " rowed the ferry across the grey water before the bell rang. ")
        .repeat(40);
  }

  private void insert(String book, int page, String text) throws Exception {
    cql(INSERT, book, page, TITLE, "Marchbank", text);
    Eventually.holds(
        "page " + page + " has its vectors",
        Stack.PATIENCE,
        () -> stored.end(book, page, hash(text)) == text.strip().length());
  }

  private static String hash(String text) {
    return TextHash.of(TITLE, text);
  }

  private long rows() throws Exception {
    return stack.status().path("search").path("rows").asLong();
  }

  private String speaker(String book, String text) throws Exception {
    return hit(book, text).path("fields").path("speaker").asText();
  }

  private JsonNode provenance(String book, String text) throws Exception {
    return hit(book, text).path("provenance");
  }

  private JsonNode hit(String book, String text) throws Exception {
    JsonNode answer =
        api.post(
            "/v1/collections/pages/search",
            Map.of(
                "query",
                text.substring(0, text.indexOf('.')),
                "mode",
                "text",
                "book",
                book,
                "limit",
                20));
    for (JsonNode hit : answer.path("hits")) {
      if (hit.path("provenance").path("text_hash").asText().equals(hash(text))) {
        return hit;
      }
    }
    return answer.path("nothing");
  }

  private static long micros() {
    return Instant.now().toEpochMilli() * 1_000;
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }
}
