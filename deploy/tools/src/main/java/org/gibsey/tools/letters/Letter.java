package org.gibsey.tools.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter.
 *
 * @param number its offset in the topic of dead letters, by which it is named
 * @param at when the fault was noticed; when the letter was written, if it does not say
 * @param reason class of the fault; {@value #UNREADABLE} for a letter that is no letter
 * @param topic topic of the record at fault, or null when there is none
 * @param place where that record lies, or null when it never came into its topic
 * @param rowKey key of the row, or null when it is not known
 * @param key bytes of the record's key, or null when the letter does not carry them
 * @param value the same of its value
 */
@SuppressWarnings("ArrayRecordComponent") // handed to Kafka as they are, never compared
record Letter(
    long number,
    Instant at,
    String reason,
    String detail,
    @Nullable String topic,
    @Nullable RecordPlace place,
    @Nullable String rowKey,
    byte @Nullable [] key,
    byte @Nullable [] value) {

  static final String UNREADABLE = "UNREADABLE_LETTER";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    Instant written = Instant.ofEpochMilli(record.timestamp());
    byte[] value = record.value();
    try {
      JsonNode json = JSON.readTree(value == null ? new byte[0] : value);
      return of(record.offset(), written, json);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return new Letter(
          record.offset(),
          written,
          UNREADABLE,
          "it is not JSON of the form of a letter",
          null,
          null,
          null,
          record.key(),
          value);
    }
  }

  /** All but the bytes, for those that keep many. */
  Letter withoutBytes() {
    return new Letter(number, at, reason, detail, topic, place, rowKey, null, null);
  }

  private static Letter of(long number, Instant written, JsonNode json) {
    if (!json.path("reason").isTextual()) {
      throw new IllegalArgumentException("it has no reason");
    }
    String topic = text(json, "topic");
    boolean placed =
        topic != null && json.path("partition").isInt() && json.path("offset").isIntegralNumber();
    String at = text(json, "at");
    return new Letter(
        number,
        at == null ? written : Instant.parse(at),
        json.path("reason").textValue(),
        String.valueOf(text(json, "detail")),
        topic,
        placed
            ? new RecordPlace(
                String.valueOf(topic),
                json.path("partition").intValue(),
                json.path("offset").longValue())
            : null,
        text(json, "row_key"),
        bytes(json, "key_base64"),
        bytes(json, "value_base64"));
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.path(field).isTextual() ? json.path(field).textValue() : null;
  }

  private static byte @Nullable [] bytes(JsonNode json, String field) {
    String base64 = text(json, field);
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }
}
