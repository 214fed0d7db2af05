package org.gibsey.api.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.DecodeResult;
import org.gibsey.change.KeyColumns;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/** Picks what concerns one row out of records, and keeps the newest. Belongs to one thread. */
final class RowRecords {
  private static final JsonMapper JSON = new JsonMapper();

  private final CollectionDefinition collection;
  private final RowKey key;
  private final RowKey partitionKey;
  private final ChangeDecoder decoder;
  private @Nullable CapturedChange change;
  private @Nullable Refusal refusal;

  RowRecords(CollectionDefinition collection, RowKey key, ChangeDecoder decoder) {
    this.collection = collection;
    this.key = key;
    this.partitionKey = RowKey.of(key.columns(), collection.partitionKey()).orElseThrow();
    this.decoder = decoder;
  }

  /** The topic of the row's changes. */
  String topic() {
    return collection.topic(ChangeLog.PREFIX);
  }

  /**
   * The Kafka partition of the row's changes: Kafka's own hash over the partition key's columns, as
   * the agent computes it.
   *
   * @param count how many the topic has
   */
  int partition(int count) {
    byte[] bytes = partitionKey.canonical().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % count;
  }

  void change(ConsumerRecord<byte[], byte[]> record) {
    if (!inPartition(record.key())) {
      return;
    }
    SourcePosition position =
        new SourcePosition(record.topic(), record.partition(), record.offset());
    if (decoder.decode(record.key(), record.value(), position)
            instanceof DecodeResult.Decoded decoded
        && reaches(decoded.event())) {
      long writeTime = decoded.event().writeTime().micros();
      if (change == null || change.writeTimeMicros() <= writeTime) {
        change = new CapturedChange(position, Instant.ofEpochMilli(record.timestamp()), writeTime);
      }
    }
  }

  void letter(ConsumerRecord<byte[], byte[]> record) {
    JsonNode letter;
    try {
      letter = JSON.readTree(record.value() == null ? new byte[0] : record.value());
    } catch (IOException e) {
      return; // no letter of this row, whatever it is
    }
    boolean ours =
        RowKey.json(letter.path("row_key").asText(""))
            .flatMap(json -> RowKey.of(json, collection.keyColumns()))
            .filter(key::equals)
            .isPresent();
    if (ours && letter.path("topic").asText("").equals(topic())) {
      refusal =
          new Refusal(letter.path("reason").asText("UNKNOWN"), at(letter, record), place(letter));
    }
  }

  @Nullable CapturedChange change() {
    return change;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  /** Looks at the key alone, which is short, before the whole record is decoded. */
  private boolean inPartition(byte @Nullable [] recordKey) {
    if (recordKey == null) {
      return false;
    }
    Optional<JsonNode> json = RowKey.json(new String(recordKey, StandardCharsets.UTF_8));
    return json.map(columns -> columns.has("payload") ? columns.path("payload") : columns)
        .flatMap(columns -> RowKey.of(columns, collection.partitionKey()))
        .filter(partitionKey::equals)
        .isPresent();
  }

  private boolean reaches(ChangeEvent event) {
    if (!event.collection().equals(collection.name())) {
      return false;
    }
    if (event.rowKey() != null) {
      return event.rowKey().equals(key.canonical());
    }
    return event.kind() == ChangeKind.DELETE_PARTITION
        || (event.range() != null && event.range().covers(KeyColumns.parse(key.canonical())));
  }

  private static Instant at(JsonNode letter, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Instant.parse(letter.path("at").asText(""));
    } catch (DateTimeException e) {
      return Instant.ofEpochMilli(record.timestamp());
    }
  }

  private static @Nullable SourcePosition place(JsonNode letter) {
    return letter.path("offset").isIntegralNumber() && letter.path("partition").isInt()
        ? new SourcePosition(
            letter.path("topic").asText(),
            letter.path("partition").intValue(),
            letter.path("offset").longValue())
        : null;
  }
}
