package org.gibsey.indexing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON: one object with the keys of the dead-letter topic's format. */
final class DeadLetterJson {
  /**
   * Larger bytes are left out: in Base64 they would not fit a message of 32 MiB, and the record can
   * be read where it lies.
   */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private DeadLetterJson() {}

  static byte[] of(DeadLetter letter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("reason", letter.reason().name());
    json.put("detail", letter.detail());
    json.put("topic", letter.source().topic());
    json.put("partition", letter.source().partition());
    json.put("offset", letter.source().offset());
    json.put("row_key", letter.rowKey());
    json.put("at", Instant.ofEpochMilli(letter.atMillis()).toString());
    json.put("key_base64", base64(letter.key()));
    json.put("value_base64", base64(letter.value()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null || bytes.length > MOST_BYTES
        ? null
        : Base64.getEncoder().encodeToString(bytes);
  }
}
