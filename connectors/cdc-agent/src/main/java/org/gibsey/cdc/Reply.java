package org.gibsey.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty without a body
 * @param body text to send as UTF-8; empty for none
 * @param headers further headers
 */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

  static Reply json(int status, JsonNode body) {
    return new Reply(status, "application/json", body.toString(), Map.of());
  }

  static Reply text(String contentType, String body) {
    return new Reply(200, contentType, body, Map.of());
  }

  static Reply empty(int status) {
    return new Reply(status, "", "", Map.of());
  }

  /** Kafka Connect's shape of an error. */
  static Reply error(int status, String message) {
    return json(
        status,
        JsonNodeFactory.instance.objectNode().put("error_code", status).put("message", message));
  }

  Reply with(String header, String value) {
    return new Reply(status, contentType, body, Map.of(header, value));
  }
}
