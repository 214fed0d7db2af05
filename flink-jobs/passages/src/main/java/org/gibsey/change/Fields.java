package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;

/** Typed access to an event's fields, each refusal naming the field. */
final class Fields {
  private Fields() {}

  static JsonNode object(JsonNode node, String field) throws RejectedException {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      throw RejectedException.malformed("'" + field + "' is not a JSON object");
    }
    return value;
  }

  static String text(JsonNode node, String field) throws RejectedException {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw RejectedException.malformed("'" + field + "' is not a string");
    }
    return value.textValue();
  }

  static long wholeNumber(JsonNode node, String field) throws RejectedException {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw RejectedException.malformed("'" + field + "' is not a whole number of 64 bits");
    }
    return value.longValue();
  }
}
