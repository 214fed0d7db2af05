package org.gibsey.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** Exact terms for row keys and for the key columns in them. */
final class KeyTerms {
  // Lucene refuses terms beyond 32,766 bytes and Cassandra allows keys of 65,535.
  private static final int LONGEST_PLAIN_BYTES = 4_096;

  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyTerms() {}

  /** The term that all documents of a row share, and no others. */
  static Term ofRow(String rowKey) {
    return new Term(IndexField.ROW_KEY, exact(rowKey));
  }

  /** The term of all documents whose key column has this value. */
  static Term ofColumn(String column, String value) {
    return new Term(IndexField.KEY_COLUMN + column, exact(value));
  }

  /**
   * The key columns and their values as text.
   *
   * @throws IllegalArgumentException when the row key is not a JSON object
   */
  static Map<String, String> columns(String rowKey) {
    JsonNode object;
    try {
      object = JSON.readTree(rowKey);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("a row key must be a JSON object", notJson);
    }
    if (!object.isObject()) {
      throw new IllegalArgumentException("a row key must be a JSON object");
    }
    Map<String, String> columns = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            column -> {
              JsonNode value = column.getValue();
              columns.put(column.getKey(), value.isTextual() ? value.asText() : value.toString());
            });
    return columns;
  }

  /** The bytes of a term that stands for a whole value. */
  static BytesRef exactBytes(String value) {
    return new BytesRef(exact(value));
  }

  private static String exact(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return bytes.length <= LONGEST_PLAIN_BYTES ? value : "sha256:" + sha256(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
