package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Predicate;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.verification.ChangeTopic.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No change is lost or stuck while tables and keyspaces are altered. */
@ExtendWith(Stack.Provider.class)
final class AlterTableIT {
  private final String table = "altered_" + UUID.randomUUID().toString().replace('-', '_');
  private final Stack stack;
  private final PatientCql cql;
  private final Connector connector;
  private final ChangeTopic topic;

  AlterTableIT(Stack stack) {
    this.stack = stack;
    this.cql = new PatientCql(stack.cassandra());
    this.connector = new Connector(stack);
    this.topic = new ChangeTopic(stack.kafka(), "gibsey." + table);
  }

  @BeforeEach
  void aTableThatIsCaptured() throws Exception {
    cql.execute("CREATE TABLE " + table + " (id int PRIMARY KEY, a text, b text) WITH cdc = true");
    write("INSERT INTO %s (id, a, b) VALUES (0, 'a', 'b')");
    topic.first("the first row, from the stream or the snapshot", change -> true);
  }

  @AfterEach
  void dropIt() throws Exception {
    topic.close();
    connector.resume();
    cql.execute("DROP TABLE IF EXISTS " + table);
  }

  @Test
  void rowsWrittenRightAfterAColumnWasAddedArriveWithIt() throws Exception {
    write("ALTER TABLE %s ADD added text");
    for (int id = 1; id <= 20; id++) {
      write("INSERT INTO %s (id, a, added) VALUES (" + id + ", 'a', 'new')");
    }

    for (int id = 1; id <= 20; id++) {
      assertThat(topic.first("row " + id, row(id)).cell("added").path("value").asText())
          .isEqualTo("new");
    }
  }

  @Test
  void aColumnThatWasAddedWhileNobodyReadArrives() throws Exception {
    connector.pause();
    write("ALTER TABLE %s ADD added text");
    write("INSERT INTO %s (id, a, added) VALUES (1, 'a', 'meanwhile')");
    connector.resume();

    assertThat(topic.first("the row", row(1)).cell("added").path("value").asText())
        .isEqualTo("meanwhile");
  }

  @Test
  void rowsWrittenBeforeAColumnWasDroppedArriveWithoutIt() throws Exception {
    connector.pause();
    write("INSERT INTO %s (id, a, b) VALUES (1, 'kept', 'dropped')");
    write("UPDATE %s SET b = 'dropped' WHERE id = 2");
    write("ALTER TABLE %s DROP b");
    write("INSERT INTO %s (id, a) VALUES (3, 'after')");
    connector.resume();

    Change before = topic.first("the row that holds the dropped column", row(1));
    assertThat(before.cells()).containsExactly("a");
    assertThat(before.cell("a").path("value").asText()).isEqualTo("kept");
    assertThat(topic.first("the row behind it", row(3)).cells()).containsExactly("a");
    assertThat(before.value().path("after").has("b")).isFalse();
  }

  @Test
  void aColumnThatWasDroppedAndAddedAgainHoldsOnlyWhatCameAfterwards() throws Exception {
    connector.pause();
    write("INSERT INTO %s (id, a, b) VALUES (1, 'a', 'before')");
    write("ALTER TABLE %s DROP b");
    write("ALTER TABLE %s ADD b text");
    write("INSERT INTO %s (id, a, b) VALUES (2, 'a', 'after')");
    connector.resume();

    assertThat(topic.first("the row from before", row(1)).cells()).containsExactly("a");
    assertThat(topic.first("the row from after", row(2)).cell("b").path("value").asText())
        .isEqualTo("after");

    // The same while the connector runs.
    write("ALTER TABLE %s DROP b");
    write("INSERT INTO %s (id, a) VALUES (3, 'a')");
    write("ALTER TABLE %s ADD b text");
    write("INSERT INTO %s (id, a, b) VALUES (4, 'a', 'again')");
    assertThat(topic.first("the row between", row(3)).cells()).contains("a");
    assertThat(topic.first("the last row", row(4)).cell("b").path("value").asText())
        .isEqualTo("again");
  }

  @Test
  void aChangeOfTheKeyspaceLosesNoTable() throws Exception {
    replicate(2);
    try {
      // Another change of the schema arrives behind it, so that both are known.
      write("ALTER TABLE %s ADD later text");
      write("INSERT INTO %s (id, later) VALUES (1, 'x')");

      assertThat(topic.first("the row written afterwards", row(1)).cells())
          .containsExactly("later");
    } finally {
      replicate(1);
    }
  }

  @Test
  void theDemoTableTakesAColumnAndLosesIt() throws Exception {
    ApiClient api = stack.reader();
    String book = "altered-" + UUID.randomUUID();
    connector.pause();
    cql.execute("ALTER TABLE pages ADD mood text");
    try {
      cql.execute(
          "INSERT INTO pages (book_id, page_num, text, mood)"
              + " VALUES ('%s', 1, 'An abacus with a missing bead', 'wry')".formatted(book));
    } finally {
      cql.execute("ALTER TABLE pages DROP mood");
      connector.resume();
    }
    Eventually.holds(
        "the page is found",
        Stack.PATIENCE,
        () -> api.search("abacus missing bead", "text", 5).contains(new PageKey(book, 1)));
    cql.execute("DELETE FROM pages WHERE book_id = '" + book + "'");
  }

  private static Predicate<Change> row(int id) {
    return change -> !change.snapshot() && change.key().path("id").asInt(-1) == id;
  }

  private void replicate(int factor) {
    cql.execute(
        "ALTER KEYSPACE gibsey WITH replication ="
            + " {'class': 'SimpleStrategy', 'replication_factor': %d}".formatted(factor));
  }

  private void write(String statement) {
    cql.execute(statement.formatted(table));
  }
}
