package org.gibsey.benchmarks.retrieval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one JSON object per line; blank lines are passed over. */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /** Takes one object of the file and the number of its line, from 1. */
  interface Reader {
    void accept(JsonNode object, Place place);
  }

  /**
   * A line of a file.
   *
   * @param file the file
   * @param number line number, from 1
   */
  record Place(Path file, int number) {
    /**
     * The text in a field of an object.
     *
     * @throws TestSetException when there is none
     */
    String required(JsonNode object, String field) {
      JsonNode value = object.path(field);
      if (!value.isTextual() || value.textValue().isBlank()) {
        throw refused("\"%s\" must be a text that is not empty".formatted(field));
      }
      return value.textValue();
    }

    TestSetException refused(String reason) {
      return new TestSetException("%s, line %d: %s".formatted(file, number, reason));
    }
  }

  /**
   * Reads a file to its end.
   *
   * @throws TestSetException when a line is no JSON object or the file is not in UTF-8
   * @throws IOException when the file cannot be read
   */
  static void read(Path file, Reader reader) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          Place place = new Place(file, number);
          reader.accept(object(line, place), place);
        }
      }
    } catch (CharacterCodingException e) {
      throw new TestSetException(file + " is not in UTF-8");
    }
  }

  private static JsonNode object(String line, Place place) {
    try {
      JsonNode object = JSON.readTree(line);
      if (object.isObject()) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw place.refused("no valid JSON: " + e.getOriginalMessage());
    }
    throw place.refused("a JSON object is expected");
  }
}
