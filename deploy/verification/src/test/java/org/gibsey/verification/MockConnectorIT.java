package org.gibsey.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Made-up events come to what they say, beside those of a Cassandra. */
@ExtendWith(Stack.Provider.class)
final class MockConnectorIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEAD_LETTERS = "memory.dead-letters";
  private static final int COUNT = 600;
  private static final int BOOKS = 3;

  /** Records that a connector may hold when it is stopped: what is sent again at most. */
  private static final int BATCH = 64;

  private final Stack stack;
  private final ConnectRest agent;
  private final MockBooks books;
  private final TopicRecords letterTopic;

  MockConnectorIT(Stack stack) {
    this.stack = stack;
    agent = new ConnectRest(stack.agent());
    books = new MockBooks(stack);
    letterTopic = new TopicRecords(stack.kafka(), DEAD_LETTERS);
  }

  @Test
  void theIndexHoldsWhatTheEventsComeTo() throws Exception {
    String name = books.prefix + "events";
    String connector = connector(name, COUNT);
    try {
      agent.register(connector);
      writeThroughCassandra();
      Eventually.holds(
          "a part of the events is out",
          Stack.PATIENCE,
          () -> ConnectRest.lastEvent(stack, name) > COUNT / 4);
      agent.restart(name);
      awaitEvent(name, COUNT - 1);
      int emitted = books.events().size();
      assertThat(emitted).isBetween(COUNT, COUNT + BATCH);

      // With one event more to do a connector that is over emits that one and nothing else.
      String config = JSON.readTree(connector(name, COUNT + 1)).path("config").toString();
      assertThat(agent.send("PUT", "/connectors/" + name + "/config", config).statusCode())
          .isEqualTo(200);
      awaitEvent(name, COUNT);
      assertThat(books.events()).hasSize(emitted + 1);

      books.topic.awaitIndexed();
      LastWriteWins model = books.model();
      assertThat(model.searchable()).hasSizeGreaterThan(10);
      Eventually.holds(
          "the searchable rows are there",
          Stack.PATIENCE,
          () -> books.indexed().equals(model.searchable()));
      assertThat(books.indexed()).isEqualTo(model.searchable());
      assertDeadLetters(model);
    } finally {
      agent.delete(name);
      books.delete(BOOKS);
    }
  }

  private String connector(String name, int count) throws Exception {
    return ConnectRest.variation(
        "mock-connector.json",
        name,
        Map.of(
            "seed", "42",
            "count", String.valueOf(count),
            "rate.per.second", "150",
            "book.prefix", books.prefix,
            "books", String.valueOf(BOOKS),
            "pages", "30",
            "percent.poison", "4"));
  }

  private void awaitEvent(String name, long event) throws Exception {
    Eventually.holds(
        "event " + event + " of " + name + " is out",
        Stack.PATIENCE,
        () -> ConnectRest.lastEvent(stack, name) == event);
  }

  private void writeThroughCassandra() throws Exception {
    String book = "beside-" + books.prefix;
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text)"
                    + " VALUES (?, 1, 'A persimmon among the made-up pages')",
                book));
    Eventually.holds(
        "a row of Cassandra is found meanwhile",
        Stack.PATIENCE,
        () ->
            stack
                .reader()
                .search("persimmon among the made-up pages", "text", 5)
                .contains(new PageKey(book, 1)));
    stack
        .cassandra()
        .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book));
  }

  /** Poison, and nothing else, is refused with its place and bytes; a row without text is told. */
  private void assertDeadLetters(LastWriteWins model) throws Exception {
    Map<String, List<String>> poison = new TreeMap<>();
    LastWriteWins unused = new LastWriteWins();
    for (ConsumerRecord<byte[], byte[]> event : books.events()) {
      if (!unused.add(event.key(), event.value())) {
        poison.put(
            event.partition() + ":" + event.offset(),
            List.of(base64(event.key()), base64(event.value())));
      }
    }
    assertThat(poison).hasSizeGreaterThan(10);
    Eventually.holds(
        "a dead letter for each of " + poison.size(),
        Stack.PATIENCE,
        () -> refused().keySet().containsAll(poison.keySet()));
    assertThat(refused()).isEqualTo(poison);
    TreeSet<String> untold = new TreeSet<>(model.withoutText());
    for (JsonNode letter : letters()) {
      if (letter.path("reason").asText().equals("NO_TEXT")) {
        untold.remove(letter.path("row_key").asText());
      }
    }
    assertThat(untold).isEmpty();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Key and value of the books' refused records, by partition and offset. */
  private Map<String, List<String>> refused() throws Exception {
    Map<String, List<String>> refused = new TreeMap<>();
    for (JsonNode letter : letters()) {
      byte[] key = letter.path("key_base64").binaryValue();
      if (letter.path("topic").asText().equals(MockBooks.TOPIC)
          && key != null
          && new String(key, UTF_8).contains(books.prefix)) {
        refused.put(
            letter.path("partition").asInt() + ":" + letter.path("offset").asLong(),
            List.of(letter.path("key_base64").asText(), letter.path("value_base64").asText()));
      }
    }
    return refused;
  }

  private List<JsonNode> letters() throws Exception {
    List<JsonNode> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : letterTopic.since(Map.of())) {
      letters.add(JSON.readTree(letter.value()));
    }
    return letters;
  }
}
