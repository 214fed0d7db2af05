package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Cassandra connector and two others in one agent, each for itself, over its restart. */
@ExtendWith(Stack.Provider.class)
final class SeveralConnectorsIT {
  private static final String CASSANDRA = "gibsey-cassandra";
  private final Stack stack;
  private final ConnectRest agent;
  private final MockBooks books;
  private final String one;
  private final String two;

  SeveralConnectorsIT(Stack stack) {
    this.stack = stack;
    agent = new ConnectRest(stack.agent());
    books = new MockBooks(stack);
    one = books.prefix + "one";
    two = books.prefix + "two";
  }

  @Test
  void connectorsLiveIndependently() throws Exception {
    try {
      agent.register(endless(one, "1"));
      agent.register(endless(two, "2"));
      assertThat(names()).contains(CASSANDRA, one, two);
      awaitProgress(one);
      awaitProgress(two);
      awaitRowOfCassandra(1);
      refusesWhatKafkaConnectRefuses();

      agent.pause(one);
      long paused = ConnectRest.lastEvent(stack, one);
      agent.restart(two);
      awaitProgress(two);
      awaitRowOfCassandra(2);

      long stopped = ConnectRest.lastEvent(stack, two);
      restartAgent();
      agent.awaitState(one, "PAUSED");
      agent.awaitState(two, "RUNNING");
      agent.awaitState(CASSANDRA, "RUNNING");
      assertThat(ConnectRest.lastEvent(stack, two)).isGreaterThanOrEqualTo(stopped);
      awaitProgress(two);
      awaitRowOfCassandra(3);
      assertThat(ConnectRest.lastEvent(stack, one)).isEqualTo(paused);

      agent.resume(one);
      awaitProgress(one);
      agent.delete(one);
      assertThat(names()).contains(CASSANDRA, two).doesNotContain(one);
      awaitProgress(two);
      awaitRowOfCassandra(4);
    } finally {
      for (String name : names()) {
        if (name.startsWith(books.prefix)) {
          agent.delete(name);
        }
      }
      stack
          .cassandra()
          .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book()));
      books.delete(1);
    }
  }

  private String endless(String name, String seed) throws Exception {
    return ConnectRest.variation(
        "mock-connector.json",
        name,
        Map.of(
            "seed", seed,
            "count", "0",
            "rate.per.second", "20",
            "book.prefix", books.prefix,
            "books", "1",
            "pages", "5",
            "percent.poison", "0"));
  }

  private List<String> names() throws Exception {
    List<String> names = new ArrayList<>();
    agent.get("/connectors").forEach(name -> names.add(name.asText()));
    return names;
  }

  private void awaitProgress(String name) throws Exception {
    long before = ConnectRest.lastEvent(stack, name);
    Eventually.holds(
        name + " goes on behind event " + before,
        Stack.PATIENCE,
        () -> ConnectRest.lastEvent(stack, name) > before);
  }

  private void refusesWhatKafkaConnectRefuses() throws Exception {
    ConnectRest.assertError(agent.send("POST", "/connectors", endless(one, "1")), 409);
    ConnectRest.assertError(
        agent.send("POST", "/connectors", endless(one + "x", "no number")), 400);
    ConnectRest.assertError(agent.send("PUT", "/connectors/" + one + "x/pause", ""), 404);
  }

  private String book() {
    return "beside-" + books.prefix;
  }

  private void awaitRowOfCassandra(int page) throws Exception {
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text)"
                    + " VALUES (?, ?, 'A medlar beside two made-up streams')",
                book(),
                page));
    Eventually.holds(
        "page " + page + " of Cassandra is found",
        Stack.PATIENCE,
        () ->
            stack
                .reader()
                .search("medlar beside two made-up streams", "text", 10)
                .contains(new PageKey(book(), page)));
  }

  private void restartAgent() throws Exception {
    ProcessHandle process = agentProcess();
    assertThat(process.destroy()).isTrue();
    process.onExit().join();
    stack.script().run(Duration.ofMinutes(4), "up", "--no-build", "--no-demo").mustSucceed();
  }

  private ProcessHandle agentProcess() throws Exception {
    for (JsonNode process : stack.status().path("processes")) {
      if (process.path("name").asText().equals("agent")) {
        return ProcessHandle.of(process.path("pid").asLong()).orElseThrow();
      }
    }
    throw new AssertionError("no agent runs");
  }
}
