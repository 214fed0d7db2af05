package org.gibsey.api.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;

/**
 * The key of a row.
 *
 * @param columns its columns in declared order, and nothing else
 */
public record RowKey(JsonNode columns) {
  /** Longest key in an address, in UTF-16 units after decoding. */
  static final int MAX_LENGTH = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a key from an address.
   *
   * @param text JSON object of all key columns, in any order
   * @throws Problem of the type {@code BAD_ROW_KEY} when it is something else
   */
  static RowKey parse(String text, CollectionDefinition collection) {
    List<String> columns = collection.keyColumns();
    return json(text)
        .filter(json -> json.size() == columns.size())
        .flatMap(json -> of(json, columns))
        .orElseThrow(
            () ->
                new Problem(
                    ProblemType.BAD_ROW_KEY,
                    "The address holds the row's key as one JSON object of "
                        + String.join(", ", columns)
                        + ", percent-encoded."));
  }

  /** The columns of a key, or of the partition that it lies in; empty when one has no value. */
  static Optional<RowKey> of(JsonNode json, List<String> columns) {
    ObjectNode chosen = JsonNodeFactory.instance.objectNode();
    for (String column : columns) {
      JsonNode value = json.path(column);
      if (!value.isValueNode() || value.isNull()) {
        return Optional.empty();
      }
      chosen.set(column, value);
    }
    return Optional.of(new RowKey(chosen));
  }

  /** Text of at most {@link #MAX_LENGTH} that is one JSON object. */
  static Optional<JsonNode> json(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** As the index knows it. */
  public String canonical() {
    return columns.toString();
  }
}
