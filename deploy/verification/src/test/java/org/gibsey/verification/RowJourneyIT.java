package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every kind of change to a row in Cassandra must show in search. */
@ExtendWith(Stack.Provider.class)
final class RowJourneyIT {
  private static final String QUESTION =
      "Who traded an instrument for seeing distant ships to get something to bake?";
  private final Stack stack;
  private final ApiClient api;
  private final String book = "journey-" + UUID.randomUUID();
  private final PageKey page = new PageKey(book, 1);

  RowJourneyIT(Stack stack) throws Exception {
    this.stack = stack;
    this.api = stack.reader();
  }

  @BeforeEach
  void insertPage() throws Exception {
    cql(
        "INSERT INTO pages (book_id, page_num, chapter, title, speaker, text)"
            + " VALUES (?, 1, 'One', 'A bargain', 'Ottilie',"
            + " 'The lighthouse keeper bartered her brass telescope for a sack of flour.')",
        book);
    Eventually.holds("the inserted page is found", Stack.PATIENCE, () -> found("vector", QUESTION));
  }

  @AfterEach
  void deletePage() throws Exception {
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds("the page is gone", Stack.PATIENCE, () -> !found("text", "telescope flour"));
  }

  @Test
  void findsAnInsertedPageByAParaphraseWithoutCommonWords() throws Exception {
    assertThat(found("vector", QUESTION)).isTrue();
    assertThat(found("hybrid", QUESTION)).isTrue();
  }

  @Test
  void aPartialUpdateKeepsTheOtherColumns() throws Exception {
    cql(
        "UPDATE pages SET text = 'A pianist tuned nine glasses of rainwater until they sang.'"
            + " WHERE book_id = ? AND page_num = 1",
        book);
    Eventually.holds(
        "the new text is found",
        Stack.PATIENCE,
        () -> found("vector", "Which musician made melodies out of drinking vessels?"));
    JsonNode hit = hit("text", "pianist rainwater");
    assertThat(hit.path("fields").path("speaker").asText()).isEqualTo("Ottilie");
    assertThat(hit.path("passage").path("text").asText()).contains("rainwater");
    assertThat(found("text", "lighthouse telescope")).isFalse();
  }

  @Test
  void aChangeOfMetadataAloneShowsInTheHit() throws Exception {
    cql("UPDATE pages SET speaker = 'Bartholomew' WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds(
        "the new speaker shows",
        Stack.PATIENCE,
        () ->
            hit("text", "telescope flour")
                .path("fields")
                .path("speaker")
                .asText()
                .equals("Bartholomew"));
  }

  @Test
  void aDeletedTextColumnTakesThePageOutOfSearch() throws Exception {
    cql("DELETE text FROM pages WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds(
        "the page without text is gone", Stack.PATIENCE, () -> !found("vector", QUESTION));
    assertThat(
            stack
                .cassandra()
                .execute(
                    SimpleStatement.newInstance(
                        "SELECT title FROM pages WHERE book_id = ? AND page_num = 1", book))
                .one())
        .isNotNull();
  }

  @Test
  void aDeletedRowIsGoneAndComesBackWhenItIsWrittenAgain() throws Exception {
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds("the deleted page is gone", Stack.PATIENCE, () -> !found("vector", QUESTION));
    insertPage();
    assertThat(found("text", "telescope flour")).isTrue();
  }

  @Test
  void aDeletedPartitionTakesAllItsPagesOutOfSearch() throws Exception {
    cql("DELETE FROM pages WHERE book_id = ?", book);
    Eventually.holds("the deleted book is gone", Stack.PATIENCE, () -> !found("vector", QUESTION));
  }

  @Test
  void aDeletedRangeTakesItsPagesOutOfSearchAndLeavesTheOthers() throws Exception {
    cql("INSERT INTO pages (book_id, page_num, text) VALUES (?, 12, 'A gosling slept')", book);
    Eventually.holds(
        "the other page is found",
        Stack.PATIENCE,
        () -> api.search("gosling slept", "text", 5).contains(new PageKey(book, 12)));
    cql("DELETE FROM pages WHERE book_id = ? AND page_num >= 1 AND page_num < 12", book);
    Eventually.holds("the first page is gone", Stack.PATIENCE, () -> !found("vector", QUESTION));
    assertThat(api.search("gosling slept", "text", 5)).contains(new PageKey(book, 12));
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 12", book);
  }

  @Test
  void aBatchThatDeletesABookAndWritesItAnewKeepsWhatItWrote() throws Exception {
    cql(
        "BEGIN BATCH"
            + " DELETE FROM pages USING TIMESTAMP ? WHERE book_id = ?;"
            + " INSERT INTO pages (book_id, page_num, text) VALUES (?, 1, 'A badger')"
            + " USING TIMESTAMP ?;"
            + " UPDATE pages USING TIMESTAMP ? SET text = 'A cartographer of puddles'"
            + " WHERE book_id = ? AND page_num = 1;"
            + " APPLY BATCH",
        now(0),
        book,
        book,
        now(1),
        now(2),
        book);
    Eventually.holds(
        "what the batch wrote last is found",
        Stack.PATIENCE,
        () -> found("text", "cartographer puddles"));
    assertThat(found("text", "telescope flour")).isFalse();
    cql("DELETE FROM pages USING TIMESTAMP ? WHERE book_id = ?", now(3), book);
    Eventually.holds(
        "the book is gone", Stack.PATIENCE, () -> !found("text", "cartographer puddles"));
  }

  private static long now(int plusMicros) {
    return Instant.now().toEpochMilli() * 1_000 + plusMicros;
  }

  @Test
  void aHitNamesTheChangeEventItComesFrom() throws Exception {
    JsonNode provenance = hit("text", "telescope flour").path("provenance");
    assertThat(provenance.path("topic").asText()).isEqualTo("gibsey.gibsey.pages");
    assertThat(provenance.path("offset").asLong()).isNotNegative();
    assertThat(provenance.path("write_time").asText()).startsWith("20");
    assertThat(provenance.path("text_hash").asText()).hasSize(64);
    assertThat(provenance.path("model").asText()).isEqualTo("all-MiniLM-L6-v2");
  }

  @Test
  void vectorsReachCassandraAndLeaveItWithTheRow() throws Exception {
    Eventually.holds("the vector is in Cassandra", Stack.PATIENCE, () -> embedding() != null);
    Row row = Objects.requireNonNull(embedding());
    CqlVector<Float> vector = row.getVector("embedding", Float.class);
    double length = 0;
    for (float value : vector) {
      length += value * value;
    }
    assertThat(vector.size()).isEqualTo(384);
    assertThat(length).isBetween(0.999, 1.001);
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 1", book);
    Eventually.holds("the vector left Cassandra", Stack.PATIENCE, () -> embedding() == null);
  }

  private @Nullable Row embedding() {
    return stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "SELECT embedding FROM page_embeddings WHERE book_id = ? AND page_num = 1", book))
        .one();
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }

  private boolean found(String mode, String query) throws Exception {
    return api.search(query, mode, 5).contains(page);
  }

  private JsonNode hit(String mode, String query) throws Exception {
    JsonNode answer =
        api.post("/v1/collections/pages/search", Map.of("query", query, "mode", mode, "limit", 20));
    for (JsonNode hit : answer.path("hits")) {
      if (hit.path("key").path("book_id").asText().equals(book)) {
        return hit;
      }
    }
    return answer.path("nothing");
  }
}
