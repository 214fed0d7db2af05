package org.gibsey.api.mcp;

import java.util.List;
import java.util.Map;

/** JSON Schemas of arguments. */
final class Schemas {
  private Schemas() {}

  static Map<String, Object> object(Map<String, Object> properties, String... required) {
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        List.of(required),
        "additionalProperties",
        false);
  }

  static Map<String, Object> text(String description) {
    return Map.of("type", "string", "description", description);
  }

  static Map<String, Object> number(String description, int min, int max, int byDefault) {
    return Map.of(
        "type", "integer",
        "description", description,
        "minimum", min,
        "maximum", max,
        "default", byDefault);
  }
}
