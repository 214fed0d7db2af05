package org.gibsey.collection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mapping in a YAML file that knows its path, so that its refusals can name it. */
final class YamlSection {
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,47}");
  private static final String COLUMN_RULE = "the name of a column, " + COLUMN.pattern();

  private final String path;
  private final JsonNode node;

  YamlSection(String path, @Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(
          "%s is %s, it must be a mapping"
              .formatted(path.isEmpty() ? "the file" : path, node == null ? "missing" : node));
    }
    this.path = path;
    this.node = node;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  void allowOnly(String... allowed) {
    Set<String> unknown = new TreeSet<>(keys());
    Arrays.asList(allowed).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is not a known key, allowed are %s"
              .formatted(path(unknown.iterator().next()), Arrays.toString(allowed)));
    }
  }

  boolean has(String key) {
    return node.has(key);
  }

  YamlSection section(String key) {
    return new YamlSection(path(key), node.get(key));
  }

  int integer(String key, int least, int most) {
    JsonNode value = node.get(key);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw refused(key, value, "a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  String text(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isTextual() || value.textValue().isBlank()) {
      throw refused(key, value, "a text");
    }
    return value.textValue();
  }

  /** A constant in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> constants) {
    JsonNode value = node.get(key);
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> value != null && name(constant).equals(value.textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    key,
                    value,
                    Arrays.stream(constants.getEnumConstants())
                        .map(YamlSection::name)
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }

  String column(String key) {
    JsonNode value = node.get(key);
    if (value == null || !isColumn(value)) {
      throw refused(key, value, COLUMN_RULE);
    }
    return value.textValue();
  }

  List<String> columns(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isArray()) {
      throw refused(key, value, "a list of column names");
    }
    List<String> columns = new ArrayList<>();
    for (JsonNode item : value) {
      if (!isColumn(item)) {
        throw refused(key, item, COLUMN_RULE);
      }
      columns.add(item.textValue());
    }
    return columns;
  }

  TableName table(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isTextual()) {
      throw refused(key, value, TableName.ALLOWED);
    }
    try {
      return TableName.parse(value.textValue());
    } catch (IllegalArgumentException e) {
      throw refused(key, value, TableName.ALLOWED);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isColumn(JsonNode value) {
    return value.isTextual() && COLUMN.matcher(value.textValue()).matches();
  }

  private IllegalArgumentException refused(String key, @Nullable JsonNode value, String allowed) {
    return new IllegalArgumentException(
        "%s is %s, it must be %s".formatted(path(key), value == null ? "missing" : value, allowed));
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
