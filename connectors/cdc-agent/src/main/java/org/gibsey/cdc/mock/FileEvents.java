package org.gibsey.cdc.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a file of JSON lines, one object each with {@code key} (an object), {@code
 * value} (anything; null for a tombstone) and, if it likes, {@code topic}. Blank lines are passed
 * over. One line is in memory at a time.
 *
 * <p>Messages name the line and never its content: the file may not have been meant for this.
 */
final class FileEvents implements EventSequence {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final int repeat;
  private @Nullable BufferedReader reader;
  private int rounds;
  private long line;
  private long number = -1;
  private long ofThisRound;

  /**
   * Creates a sequence; the file is opened when its first event is asked for.
   *
   * @param repeat how often the file is read; 0 for no end
   */
  FileEvents(Path file, int repeat) {
    this.file = file;
    this.repeat = repeat;
  }

  @Override
  public @Nullable MockEvent at(long wanted) {
    try {
      String text;
      do {
        text = nextLine();
        number++;
      } while (text != null && number < wanted);
      return text == null ? null : event(text);
    } catch (IOException e) {
      throw new ConnectException("The file " + file + " cannot be read", e);
    }
  }

  private @Nullable String nextLine() throws IOException {
    while (true) {
      if (reader == null) {
        if (repeat > 0 && rounds == repeat) {
          return null;
        }
        reader = Files.newBufferedReader(file);
        rounds++;
        line = 0;
        ofThisRound = 0;
      }
      String text = reader.readLine();
      line++;
      if (text == null) {
        close();
        if (ofThisRound == 0) {
          return null; // reading an empty file again would never end
        }
      } else if (!text.isBlank()) {
        ofThisRound++;
        return text;
      }
    }
  }

  private MockEvent event(String text) {
    JsonNode event;
    try {
      event = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw wrong("is not one JSON object");
    }
    if (!(data(event.path("key")) instanceof Map<?, ?> key)) {
      throw wrong("has no object \"key\"");
    }
    if (!event.has("value")) {
      throw wrong("has no \"value\"; write null for a tombstone");
    }
    JsonNode topic = event.path("topic");
    if (!topic.isMissingNode() && !topic.isTextual()) {
      throw wrong("has a \"topic\" that is not a string");
    }
    @SuppressWarnings("unchecked") // made below
    Map<String, @Nullable Object> columns = (Map<String, @Nullable Object>) key;
    return new MockEvent(columns, data(event.path("value")), topic.textValue(), false);
  }

  private ConnectException wrong(String what) {
    return new ConnectException("Line " + line + " of " + file + " " + what);
  }

  /** Connect's schemaless data; its numbers have 64 bits. */
  private @Nullable Object data(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), data(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(data(element)));
      return list;
    }
    if (node.isIntegralNumber()) {
      if (!node.canConvertToLong()) {
        throw wrong("has a number of more than 64 bits");
      }
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.textValue();
  }

  @Override
  public void close() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        throw new ConnectException("The file " + file + " cannot be closed", e);
      } finally {
        reader = null;
      }
    }
  }
}
