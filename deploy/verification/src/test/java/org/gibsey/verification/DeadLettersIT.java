package org.gibsey.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code deploy/dead-letters} shows what was refused, and publishes it again when it is told to.
 */
@ExtendWith(Stack.Provider.class)
final class DeadLettersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = PageEvents.NAME;
  private static final Pattern REPLAYED = Pattern.compile("replayed (\\S+) as (\\S+)");
  private final Stack stack;
  private final ApiClient api;
  private final DeadLetters letters;
  private final String book = "letters-" + UUID.randomUUID();

  DeadLettersIT(Stack stack) throws IOException {
    this.stack = stack;
    this.api = stack.reader();
    this.letters = new DeadLetters(stack.kafka());
  }

  @AfterEach
  void close() {
    cql("DELETE FROM pages WHERE book_id = ?", book);
    letters.close();
  }

  @Test
  void aRefusedEventIsListedAndShownWithItsBytes() throws Exception {
    String place = refusedEvent();
    Script.Outcome list = run("list", "--at", place, "--json").mustSucceed();
    JsonNode line = JSON.readTree(list.output());
    assertThat(line.path("reason").asText()).isEqualTo("MALFORMED_EVENT");
    assertThat(line.path("topic").asText()).isEqualTo(TOPIC);
    for (String which : List.of(place, line.path("letter").asText())) {
      assertThat(run("show", which).mustSucceed().output())
          .contains("MALFORMED_EVENT")
          .contains("{\"not an event\": \"" + book);
    }
    assertThat(run("list", "--reason", "MALFORMED_EVENT", "--since", "PT10M").output())
        .contains(place);
    assertThat(run("list", "--reason", "NO_SUCH_REASON").mustSucceed().output())
        .doesNotContain(place);
  }

  @Test
  void whatIsRefusedAgainIsANewLetterAboutTheReplay() throws Exception {
    String place = refusedEvent();
    String again = replay(place);
    ConsumerRecord<byte[], byte[]> replayed = record(again);
    assertThat(replayed.value()).isEqualTo(record(place).value());
    assertThat(replayed.headers().lastHeader("gibsey.replay-of").value())
        .isEqualTo(place.getBytes(UTF_8));
    Eventually.holds(
        "a letter about the replay",
        Stack.PATIENCE,
        () -> run("list", "--at", again).output().contains("MALFORMED_EVENT"));
  }

  @Test
  void aRecordThatTheJobUnderstandsByNowTakesEffect() throws Exception {
    // As a release that knew less would have left it: refused, with the bytes of a good event.
    String event =
        """
        {"ts_ms":1,"op":"u","source":{"ts_us":%d,"keyspace":"gibsey","table":"pages"},
        "after":{"text":{"value":"A belated pelican","deletion_ts":null,"set":true}}}
        """
            .formatted(Instant.now().minusSeconds(60).toEpochMilli() * 1_000);
    ObjectNode letter = letter("RANGE_DELETE");
    letter.put("topic", TOPIC).put("partition", 0).put("offset", 0);
    letter.put("key_base64", base64("{\"book_id\":\"" + book + "\",\"page_num\":1}"));
    letter.put("value_base64", base64(event));
    String number = publish(letter);
    assertThat(run("show", number).mustSucceed().output()).contains("A belated pelican");

    assertThat(run("replay", "--reason", "RANGE_DELETE").mustSucceed().output())
        .containsPattern(REPLAYED);
    Eventually.holds(
        "the row is found",
        Stack.PATIENCE,
        () -> api.search("belated pelican", "text", 1).contains(new PageKey(book, 1)));
  }

  @Test
  void aLetterWithoutBytesIsReplayedFromItsTopic() throws Exception {
    cql("INSERT INTO pages (book_id, page_num, title) VALUES (?, 7, 'Only a title')", book);
    JsonNode letter = letters.of("NO_TEXT", book);
    assertThat(letter.path("value_base64").isNull()).isTrue();
    String place =
        "%s/%d/%d"
            .formatted(TOPIC, letter.path("partition").asInt(), letter.path("offset").asLong());
    assertThat(record(replay(place)).value()).isEqualTo(record(place).value());
  }

  @Test
  void aDryRunPublishesNothing() throws Exception {
    String place = refusedEvent();
    long end = endOfPartitionZero();
    assertThat(run("replay", "--at", place, "--dry-run").mustSucceed().output())
        .contains("would replay " + place);
    // The agent may have published something meanwhile.
    for (long offset = end; offset < endOfPartitionZero(); offset++) {
      assertThat(record(TOPIC + "/0/" + offset).headers()).isEmpty();
    }
  }

  @Test
  void aLetterAboutNoRecordPointsToReconcile() throws Exception {
    publish(letter("UNREADABLE_MUTATION"));
    Script.Outcome outcome = run("replay", "--reason", "UNREADABLE_MUTATION");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("not replayed").contains("deploy/reconcile");
  }

  @Test
  void aReplayOfNothingInParticularIsRefused() throws Exception {
    assertThat(run("replay").exit()).isEqualTo(2);
    assertThat(run("replay", "--all", "--reason", "NO_TEXT").exit()).isEqualTo(2);
  }

  /** Publishes an event that is none, and waits for its letter. */
  private String refusedEvent() throws Exception {
    byte[] value = ("{\"not an event\": \"" + book + "\"}").getBytes(UTF_8);
    RecordMetadata sent = letters.send(TOPIC, "{}".getBytes(UTF_8), value);
    letters.of(sent);
    return TOPIC + "/" + sent.partition() + "/" + sent.offset();
  }

  /** Replays the record at a place, and says where it lies now. */
  private String replay(String place) throws Exception {
    Matcher words = REPLAYED.matcher(run("replay", "--at", place).mustSucceed().output());
    assertThat(words.find()).isTrue();
    assertThat(words.group(1)).isEqualTo(place);
    return words.group(2);
  }

  private static ObjectNode letter(String reason) {
    ObjectNode letter = JSON.createObjectNode();
    letter.put("reason", reason).put("detail", "as a test wrote it");
    for (String absent :
        List.of("topic", "partition", "offset", "row_key", "key_base64", "value_base64")) {
      letter.putNull(absent);
    }
    return letter.put("at", Instant.now().toString());
  }

  private String publish(ObjectNode letter) throws Exception {
    RecordMetadata sent =
        letters.send("memory.dead-letters", new byte[0], JSON.writeValueAsBytes(letter));
    return String.valueOf(sent.offset());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private ConsumerRecord<byte[], byte[]> record(String place) {
    String[] parts = place.split("/", -1);
    TopicPartition partition = new TopicPartition(parts[0], Integer.parseInt(parts[1]));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, Long.parseLong(parts[2]));
      return consumer.poll(Stack.PATIENCE).iterator().next();
    }
  }

  private long endOfPartitionZero() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition zero = new TopicPartition(TOPIC, 0);
      return consumer.endOffsets(List.of(zero)).values().iterator().next();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", stack.kafka()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Script.Outcome run(String... arguments) throws Exception {
    return stack.script().run(Duration.ofMinutes(1), "dead-letters", arguments);
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }
}
