package org.gibsey.api.search;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Arrays;

/** Reads an array of numbers, and nothing that could be taken for one. */
final class VectorReader extends StdDeserializer<float[]> {
  private static final long serialVersionUID = 1L;
  private static final int USUAL_LENGTH = 384;

  VectorReader() {
    super(float[].class);
  }

  @Override
  public float[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      return (float[]) context.handleUnexpectedToken(float[].class, json);
    }
    float[] vector = new float[USUAL_LENGTH];
    int length = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!json.currentToken().isNumeric()) {
        return (float[]) context.handleUnexpectedToken(float[].class, json);
      }
      if (length == vector.length) {
        vector = Arrays.copyOf(vector, 2 * length);
      }
      vector[length] = json.getFloatValue();
      length++;
    }
    return Arrays.copyOf(vector, length);
  }
}
