package org.gibsey.api.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.QueryText;
import org.jspecify.annotations.Nullable;

/** Body of a request for vectors as it came in. Fields that clients send besides are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record EmbeddingsRequest(
    @Nullable String model,
    @Nullable JsonNode input,
    @Nullable String encodingFormat,
    @Nullable Integer dimensions) {
  /** Most texts of one request. */
  static final int MAX_TEXTS = 256;

  /**
   * The texts.
   *
   * @throws Problem when there is none, there are too many, or one is no text
   */
  List<String> texts() {
    if (input == null || input.isNull()) {
      throw invalid("The field 'input' must hold a text or a list of texts.");
    }
    List<String> texts = new ArrayList<>();
    if (input.isArray()) {
      input.forEach(item -> texts.add(text(item)));
    } else {
      texts.add(text(input));
    }
    if (texts.isEmpty() || texts.size() > MAX_TEXTS) {
      throw invalid(
          "The field 'input' holds %d texts, allowed are 1 to %d."
              .formatted(texts.size(), MAX_TEXTS));
    }
    return texts;
  }

  /**
   * Whether vectors are wanted as base64 of their little-endian 32-bit floats.
   *
   * @throws Problem when the format is another than {@code float} and {@code base64}
   */
  boolean base64() {
    if (encodingFormat == null || encodingFormat.equals("float")) {
      return false;
    }
    if (encodingFormat.equals("base64")) {
      return true;
    }
    throw invalid("The field 'encoding_format' must be float or base64.");
  }

  /**
   * Refuses vectors of another length than the model's.
   *
   * @param dimension length of the model's vectors
   */
  void requireDimension(int dimension) {
    if (dimensions != null && dimensions != dimension) {
      throw invalid(
          "The field 'dimensions' is %d; this model's vectors have %d and are not cut."
              .formatted(dimensions, dimension));
    }
  }

  private static String text(JsonNode item) {
    if (item.isNumber() || item.isArray()) {
      throw invalid("The field 'input' must hold texts; lists of token numbers are not read.");
    }
    if (!item.isTextual() || item.textValue().isBlank()) {
      throw invalid("Each text of the field 'input' must be a string that is not empty.");
    }
    QueryText.requireWellFormed(item.textValue(), "input");
    return item.textValue();
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
