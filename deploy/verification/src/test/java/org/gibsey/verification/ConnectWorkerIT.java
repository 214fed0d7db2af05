package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.Map;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent's jar is a plugin of Kafka Connect: a stock worker runs both connectors. */
@ExtendWith(Stack.Provider.class)
final class ConnectWorkerIT {
  private static final String CASSANDRA = "gibsey-cassandra";
  private final Stack stack;
  private final String book = "worker-" + UUID.randomUUID();

  ConnectWorkerIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void findsBothConnectorsAndRunsTheMock() throws Exception {
    MockBooks books = new MockBooks(stack);
    try (ConnectWorker worker = ConnectWorker.start(stack)) {
      assertThat(worker.rest().get("/connector-plugins").findValuesAsText("class"))
          .contains(
              "org.gibsey.cdc.cassandra.CassandraSourceConnector",
              "org.gibsey.cdc.mock.MockConnector");

      worker
          .rest()
          .register(
              ConnectRest.variation(
                  "mock-connector.json",
                  "mock",
                  Map.of(
                      "count", "100",
                      "rate.per.second", "0",
                      "book.prefix", books.prefix,
                      "books", "1",
                      "percent.poison", "0")));
      Eventually.holds("100 events", Stack.PATIENCE, () -> books.events().size() >= 100);
      books.topic.awaitIndexed();
      Map<String, ModelRow> rows = books.model().searchable();
      assertThat(rows).isNotEmpty();
      Eventually.holds(
          "the rows can be searched", Stack.PATIENCE, () -> books.indexed().equals(rows));
    } finally {
      books.delete(1);
    }
  }

  @Test
  void runsTheCassandraConnectorInsteadOfTheAgent() throws Exception {
    ConnectRest agent = new ConnectRest(stack.agent());
    agent.pause(CASSANDRA);
    try {
      try (ConnectWorker worker = ConnectWorker.start(stack)) {
        worker
            .rest()
            .register(
                ConnectRest.variation(
                    "cassandra-connector.json",
                    CASSANDRA,
                    Map.of(
                        "cassandra.config",
                        stack.state().resolve("cassandra/cassandra.yaml").toString(),
                        "cassandra.driver.config.file",
                        stack.state().resolve("cassandra/driver.conf").toString(),
                        "commit.log.relocation.dir",
                        stack.state().resolve("agent/state/segments").toString())));
        for (int page = 1; page <= 3; page++) {
          writeAndFind(page);
        }
        worker.rest().delete(CASSANDRA);
      }
      agent.resume(CASSANDRA);
      writeAndFind(4);
    } finally {
      agent.resume(CASSANDRA);
      stack
          .cassandra()
          .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book));
      Eventually.holds("the pages are gone", Stack.PATIENCE, () -> !found(1) && !found(4));
    }
  }

  private void writeAndFind(int page) throws Exception {
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text)"
                    + " VALUES (?, ?, 'A loquat that came through a stock worker')",
                book,
                page));
    Eventually.holds("page " + page + " is found", Stack.PATIENCE, () -> found(page));
  }

  private boolean found(int page) throws Exception {
    return stack
        .reader()
        .search("loquat that came through a stock worker", "text", 10)
        .contains(new PageKey(book, page));
  }
}
