package org.gibsey.api.characters;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * JSON of cards, which others wrote and others will read: every field and every number stays as it
 * is, and nothing is so deep, so long or so large that reading it costs more than its bytes.
 */
final class CardJson {
  /** Largest card as UTF-8 JSON, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  /** Deepest nesting of objects and lists. */
  static final int MAX_DEPTH = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .maxNameLength(1_000)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // 1.10 stays 1.10, and 1e400 does not become infinite.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private CardJson() {}

  /**
   * One card.
   *
   * @throws Problem of the type {@code INVALID_CARD} for anything that is no JSON object, or is too
   *     large
   */
  static ObjectNode object(byte[] utf8) {
    return object(utf8, MAX_BYTES, ProblemType.INVALID_CARD);
  }

  /** {@link #object(byte[])} of text. */
  static ObjectNode object(String json) {
    return object(json, ProblemType.INVALID_CARD);
  }

  /**
   * One JSON object.
   *
   * @param otherwise the problem of anything that is not JSON
   */
  static ObjectNode object(byte[] utf8, int maxBytes, ProblemType otherwise) {
    if (utf8.length > maxBytes) {
      throw InvalidCard.because("The card's JSON may have at most " + maxBytes + " bytes.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return object(text.startsWith("\uFEFF") ? text.substring(1) : text, otherwise);
    } catch (CharacterCodingException e) {
      throw InvalidCard.because("The card's JSON is not valid UTF-8.");
    }
  }

  private static ObjectNode object(String json, ProblemType otherwise) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        requireWellFormed(object, "");
        return object;
      }
      throw new Problem(otherwise, "The JSON must be one object.");
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new Problem(
          otherwise, "The JSON is broken, or has a name twice or is too deep" + place + ".");
    }
  }

  /** JSON on one line. */
  static String text(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A card cannot be written", e);
    }
  }

  /** JSON for people to look at, as UTF-8. */
  static byte[] pretty(JsonNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A card cannot be written", e);
    }
  }

  /** JSON can escape half a character, which no column can hold. */
  private static void requireWellFormed(JsonNode node, String place) {
    if (node.isTextual()) {
      requireWhole(node.textValue(), place);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      requireWhole(field.getKey(), place);
      String name = InvalidCard.shown(field.getKey());
      requireWellFormed(field.getValue(), place.isEmpty() ? name : place + "." + name);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        requireWellFormed(node.path(i), place + "[" + i + "]");
      }
    }
  }

  private static void requireWhole(String text, String place) {
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw InvalidCard.at(place, "Unicode text without half a surrogate pair");
    }
  }
}
