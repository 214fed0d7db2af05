package org.gibsey.cdc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The letter that stands in for an event too large for Kafka: everything but its value. */
final class DeadLetter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetter() {}

  /**
   * Describes an event that Kafka refuses for its size.
   *
   * @param event the refused record
   * @param at when it was refused
   * @return JSON in the shape of the dead-letter topic, reason {@code EVENT_TOO_LARGE}
   */
  static String tooLarge(ProducerRecord<@Nullable String, @Nullable String> event, Instant at) {
    String key = event.key();
    String value = event.value();
    int bytes = value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
    ObjectNode letter = JSON.createObjectNode();
    letter.put("reason", "EVENT_TOO_LARGE");
    letter.put("detail", "The event has " + bytes + " bytes, more than Kafka accepts");
    letter.put("topic", event.topic());
    // It has never had a place on its topic.
    letter.putNull("partition");
    letter.putNull("offset");
    letter.put("row_key", key);
    letter.put("at", at.toString());
    letter.put(
        "key_base64",
        key == null
            ? null
            : Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
    letter.putNull("value_base64");
    return letter.toString();
  }
}
