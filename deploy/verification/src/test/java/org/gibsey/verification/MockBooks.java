package org.gibsey.verification;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.gibsey.shard.ShardClient;

/** The books of one test's mock connectors: their events, their rows, and their end. */
final class MockBooks {
  static final String TOPIC = "gibsey.gibsey.pages";
  private static final Duration PAGE = Duration.ofSeconds(10);

  private final Stack stack;
  private final Map<TopicPartition, Long> begin;

  /** What the ids of its books begin with; nobody else's do. */
  final String prefix = "mock-" + UUID.randomUUID() + "-";

  final TopicRecords topic;

  MockBooks(Stack stack) {
    this.stack = stack;
    topic = new TopicRecords(stack.kafka(), TOPIC);
    begin = topic.ends();
  }

  /** Their records, tombstones too, with the faulty ones. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    return topic.since(begin).stream()
        .filter(r -> new String(r.key(), StandardCharsets.UTF_8).contains(prefix))
        .toList();
  }

  /** Their records without the tombstones. */
  List<ConsumerRecord<byte[], byte[]>> events() {
    return records().stream().filter(record -> record.value() != null).toList();
  }

  LastWriteWins model() throws Exception {
    LastWriteWins model = new LastWriteWins();
    for (ConsumerRecord<byte[], byte[]> event : events()) {
      model.add(event.key(), event.value());
    }
    return model;
  }

  /** Their rows in the index; fails if it holds one twice. */
  Map<String, ModelRow> indexed() throws Exception {
    Map<String, ModelRow> rows = new TreeMap<>();
    try (ShardClient shards = new ShardClient(stack.kafka(), "memory.shard-endpoints")) {
      Eventually.holds("the shards are known", Stack.PATIENCE, shards::isReady);
      shards.forEachRow(
          "pages",
          PAGE,
          row -> {
            if (row.rowKey().contains(prefix) && rows.put(row.rowKey(), ModelRow.of(row)) != null) {
              throw new AssertionError("twice in the index: " + row.rowKey());
            }
          });
    }
    return rows;
  }

  /** Has a mock connector delete the books, from a file, and waits until they are gone. */
  void delete(int books) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int book = 1; book <= books; book++) {
      String key = "{\"book_id\":\"" + prefix + book + "\",\"page_num\":null}";
      long now = System.currentTimeMillis();
      lines.add(
          "{\"key\":%s,\"value\":{\"ts_ms\":%d,\"op\":\"d\",\"source\":{\"ts_us\":%d000,\"keyspace\":\"gibsey\",\"table\":\"pages\"},\"after\":{}}}"
              .formatted(key, now, now));
      lines.add("{\"key\":" + key + ",\"value\":null}");
    }
    Path file = Files.write(Path.of(System.getProperty("output"), prefix + "deletes.jsonl"), lines);
    ConnectRest agent = new ConnectRest(stack.agent());
    String name = prefix + "deletes";
    agent.register(
        ConnectRest.variation(
            "mock-connector.json",
            name,
            Map.of("file", file.toString(), "count", "0", "rate.per.second", "0")));
    Eventually.holds(
        "the deletes of " + prefix,
        Stack.PATIENCE,
        () -> ConnectRest.lastEvent(stack, name) == lines.size() - 1);
    agent.delete(name);
    Files.delete(file);
    Eventually.holds(prefix + " is gone", Stack.PATIENCE, () -> indexed().isEmpty());
  }
}
