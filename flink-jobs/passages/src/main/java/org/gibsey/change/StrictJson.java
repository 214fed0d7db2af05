package org.gibsey.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes to JSON without forgiveness: strict UTF-8, one object, no key twice, nothing behind it. */
final class StrictJson {
  /** Above Kafka's largest message here, so that the broker's limit is the one that counts. */
  private static final int LONGEST_STRING = 64 * 1024 * 1024;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build()
          .readerFor(JsonNode.class);

  private StrictJson() {}

  /**
   * Parses one JSON object.
   *
   * @param what name of the bytes in messages
   */
  static JsonNode object(String what, byte[] bytes) throws RejectedException {
    JsonNode node;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      node = READER.readValue(text);
    } catch (CharacterCodingException e) {
      throw RejectedException.malformed(what + " is not valid UTF-8");
    } catch (JsonProcessingException e) {
      // Only the place: Jackson's own message quotes the document.
      throw RejectedException.malformed(what + " is not valid JSON" + place(e));
    }
    if (node == null || !node.isObject()) {
      throw RejectedException.malformed(what + " is not a JSON object");
    }
    return node;
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + " column " + e.getLocation().getColumnNr();
  }
}
