package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.verification.ChangeTopic.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a connector without offsets reads whole tells when each cell was written. */
@ExtendWith(Stack.Provider.class)
final class SnapshotIT {
  /** A name without offsets, so that all tables have their snapshot again. */
  private final String name = "snapshot-" + UUID.randomUUID();

  private final String table = "snapshot_" + UUID.randomUUID().toString().replace('-', '_');
  private final Stack stack;
  private final Connector connector;
  private final PatientCql cql;

  SnapshotIT(Stack stack) {
    this.stack = stack;
    this.connector = new Connector(stack);
    this.cql = new PatientCql(stack.cassandra());
  }

  @AfterEach
  void putBack() throws Exception {
    connector.delete(name);
    cql.execute("DROP TABLE IF EXISTS " + table);
    connector.register(Connector.NAME);
  }

  @Test
  void everyCellArrivesWithTheTimeAtWhichItWasWritten() throws Exception {
    connector.delete(Connector.NAME);
    cql.execute(
        "CREATE TABLE "
            + table
            + " (p text, c int, shared text static, title text, note text, tags frozen<set<text>>,"
            + " marks list<int>, point vector<float, 2>, PRIMARY KEY (p, c)) WITH cdc = true");
    long before = Instant.now().getEpochSecond();
    write("SET title = 'first', tags = {'a'}, point = [1, 2], marks = [1] ", 1_000, "", 1);
    write("SET title = 'second' ", 3_000, "", 1);
    write("SET note = 'passing', marks = marks + [2] ", 2_000, "AND TTL 5000 ", 1);
    cql.execute("INSERT INTO " + table + " (p, c) VALUES ('b', 2)");
    cql.execute("UPDATE " + table + " SET shared = 'alone' WHERE p = 'c'");
    connector.register(name);

    try (ChangeTopic topic = new ChangeTopic(stack.kafka(), "gibsey." + table)) {
      List<Change> row = topic.await("the row's three write times", 3, Change::snapshot);

      assertThat(row).extracting(Change::op).containsOnly("u");
      assertThat(row).extracting(change -> change.key().path("p").asText()).containsOnly("a");
      assertThat(row).extracting(Change::writtenAt).containsExactly(1_000L, 2_000L, 3_000L);
      assertThat(row.get(0).cells()).containsExactlyInAnyOrder("tags", "point");
      assertThat(row.get(1).cells()).containsExactlyInAnyOrder("note", "marks");
      assertThat(row.get(2).cells()).containsExactly("title");
      assertThat(row.get(0).cell("tags").path("deletion_ts").isNull()).isTrue();
      assertThat(row.get(1).cell("marks").path("value").toString()).isEqualTo("[1,2]");
      assertThat(row.get(2).cell("title").path("value").asText()).isEqualTo("second");
      long expires = row.get(1).cell("note").path("deletion_ts").asLong();
      assertThat(expires % 1_000_000).isZero();
      assertThat(TimeUnit.MICROSECONDS.toSeconds(expires))
          .isBetween(before + 5_000, Instant.now().getEpochSecond() + 5_000);
      // The stream tells the same of the same cell.
      Change streamed =
          topic.first(
              "the change in the commit log", c -> !c.snapshot() && c.cells().contains("note"));
      assertThat(streamed.writtenAt()).isEqualTo(2_000);
      assertThat(streamed.cell("note").path("deletion_ts").asLong()).isEqualTo(expires);
    }
  }

  @Test
  void aSnapshotThatArrivesLateDoesNotUndoANewerChange() throws Exception {
    ApiClient api = stack.reader();
    String book = "late-" + UUID.randomUUID();
    page(book, 1, "A cormorant dried its wings");
    page(book, 2, "The lighthouse was painted twice");
    Eventually.holds(
        "the pages are found",
        Stack.PATIENCE,
        () ->
            api.search("cormorant wings", "text", 5).contains(new PageKey(book, 1))
                && api.search("lighthouse painted", "text", 5).contains(new PageKey(book, 2)));
    connector.delete(Connector.NAME);
    connector.register(name);
    try (ChangeTopic topic = new ChangeTopic(stack.kafka(), "gibsey.pages")) {
      List<Change> rows =
          topic.await(
              "both pages in the snapshot",
              2,
              c -> c.snapshot() && c.key().path("book_id").asText().equals(book));
      page(book, 1, "A heron stood in the shallows");
      cql.execute("DELETE FROM pages WHERE book_id = '" + book + "' AND page_num = 2");
      Eventually.holds(
          "the changes are found",
          Stack.PATIENCE,
          () ->
              api.search("heron shallows", "text", 5).contains(new PageKey(book, 1))
                  && !api.search("lighthouse painted", "text", 5).contains(new PageKey(book, 2)));

      for (Change row : rows) {
        topic.resend(row, row.key(), row.value());
      }
      // Behind them, on the same partition, a page that tells when they have been processed.
      ObjectNode key = rows.get(0).key().deepCopy();
      ObjectNode value = rows.get(0).value().deepCopy();
      key.put("page_num", 3);
      ((ObjectNode) value.path("after").path("page_num")).put("value", 3);
      topic.resend(rows.get(0), key, value);
      Eventually.holds(
          "the page behind the snapshot is found",
          Stack.PATIENCE,
          () -> {
            List<PageKey> found = api.search("cormorant wings lighthouse painted", "text", 10);
            return found.contains(new PageKey(book, 3));
          });

      assertThat(api.search("heron shallows", "text", 5)).contains(new PageKey(book, 1));
      assertThat(api.search("cormorant wings lighthouse painted", "text", 10))
          .doesNotContain(new PageKey(book, 1), new PageKey(book, 2));
    } finally {
      cql.execute("DELETE FROM pages WHERE book_id = '" + book + "'");
    }
  }

  private void write(String change, long at, String more, int row) {
    cql.execute(
        "UPDATE %s USING TIMESTAMP %d %s%sWHERE p = 'a' AND c = %d"
            .formatted(table, at, more, change, row));
  }

  private void page(String book, int number, String text) {
    cql.execute(
        "INSERT INTO pages (book_id, page_num, text) VALUES ('%s', %d, '%s')"
            .formatted(book, number, text));
  }
}
