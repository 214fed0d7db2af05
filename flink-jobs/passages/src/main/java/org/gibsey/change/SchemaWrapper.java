package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Takes the payload out of {@code {"schema": …, "payload": …}}, which Kafka Connect's JSON
 * converter writes unless {@code schemas.enable} is false.
 */
final class SchemaWrapper {
  private SchemaWrapper() {}

  /**
   * Parses a key or value.
   *
   * @param what name of the bytes in messages
   * @return the object itself or its payload; null when the payload is
   */
  static @Nullable JsonNode payload(String what, byte[] bytes) throws RejectedException {
    JsonNode object = StrictJson.object(what, bytes);
    // A key column may be named schema, but it holds no description of a type.
    if (object.size() != 2 || !object.path("schema").has("type") || !object.has("payload")) {
      return object;
    }
    JsonNode payload = object.path("payload");
    if (payload.isNull()) {
      return null;
    }
    if (!payload.isObject()) {
      throw RejectedException.malformed(what + ".payload is not a JSON object");
    }
    return payload;
  }
}
