package org.gibsey.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a set of change events comes to, worked out the plain way: of every column the newest write,
 * of the rest what no newer delete covers. Shares no code with the pipeline.
 */
final class LastWriteWins {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COLUMNS = List.of("chapter", "speaker", "text", "title");

  private final Map<JsonNode, Map<String, Write>> rows = new HashMap<>();
  private final List<Delete> deletes = new ArrayList<>();

  private record Write(long time, @Nullable String value, long expiry) {
    boolean live(long now) {
      return value != null && expiry > now;
    }
  }

  private record Delete(long time, String book, int from, int to) {
    boolean covers(JsonNode key) {
      int page = key.path("page_num").asInt();
      return key.path("book_id").asText().equals(book) && from <= page && page < to;
    }
  }

  /** Takes an event in; false if it is none. */
  boolean add(byte[] keyBytes, byte[] valueBytes) throws Exception {
    JsonNode key;
    JsonNode value;
    try {
      key = JSON.readTree(keyBytes);
      value = JSON.readTree(valueBytes);
    } catch (JsonProcessingException e) {
      return false;
    }
    JsonNode after = value.path("after");
    boolean event =
        key.hasNonNull("book_id")
            && key.has("page_num")
            && value.at("/source/keyspace").asText().equals("gibsey")
            && value.at("/source/table").asText().equals("pages")
            && value.at("/source/ts_us").isIntegralNumber()
            && after.isObject()
            && COLUMNS.stream().allMatch(c -> !after.hasNonNull(c) || after.path(c).isObject());
    if (!event) {
      return false;
    }
    long time = value.at("/source/ts_us").asLong();
    String book = key.path("book_id").asText();
    switch (value.path("op").asText()) {
      case "i" -> write(key, after, time, true);
      case "u" -> write(key, after, time, false);
      case "d" -> {
        int page = key.path("page_num").asInt();
        boolean all = key.path("page_num").isNull();
        deletes.add(
            new Delete(
                time, book, all ? Integer.MIN_VALUE : page, all ? Integer.MAX_VALUE : page + 1));
      }
      case "r" ->
          deletes.add(
              new Delete(
                  time,
                  book,
                  after.at("/_range_start/values/0/value").asInt(),
                  after.at("/_range_end/values/0/value").asInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void write(JsonNode key, JsonNode after, long time, boolean insert) {
    Map<String, Write> row = rows.computeIfAbsent(key, unused -> new HashMap<>());
    long marker = Long.MAX_VALUE;
    for (String column : COLUMNS) {
      JsonNode cell = after.path(column);
      if (cell.isObject()) {
        long expiry = cell.path("deletion_ts").asLong(Long.MAX_VALUE);
        JsonNode text = cell.path("value");
        put(row, column, new Write(time, text.isNull() ? null : text.asText(), expiry));
        marker = expiry; // an insert gives all its cells one expiry
      }
    }
    if (insert) {
      put(row, "", new Write(time, "", marker));
    }
  }

  private static void put(Map<String, Write> row, String column, Write write) {
    row.merge(column, write, (a, b) -> a.time() >= b.time() ? a : b);
  }

  /** Rows that can be searched, by key. */
  Map<String, ModelRow> searchable() {
    Map<String, ModelRow> found = new TreeMap<>();
    forEachLive(
        (key, live) -> {
          Map<String, String> values = new TreeMap<>();
          long newest = 0;
          for (Map.Entry<String, Write> cell : live.entrySet()) {
            if (!cell.getKey().isEmpty()) {
              values.put(cell.getKey(), String.valueOf(cell.getValue().value()));
              newest = Math.max(newest, cell.getValue().time());
            }
          }
          if (values.containsKey("text")) {
            found.put(key, ModelRow.of(newest, values));
          }
        });
    return found;
  }

  /** Keys of the rows that exist and have no text. */
  Set<String> withoutText() {
    Set<String> found = new TreeSet<>();
    forEachLive(
        (key, live) -> {
          if (!live.containsKey("text")) {
            found.add(key);
          }
        });
    return found;
  }

  private void forEachLive(BiConsumer<String, Map<String, Write>> each) {
    long now = Instant.now().toEpochMilli() * 1_000;
    rows.forEach(
        (key, cells) -> {
          long deleted =
              deletes.stream()
                  .filter(delete -> delete.covers(key))
                  .mapToLong(Delete::time)
                  .max()
                  .orElse(Long.MIN_VALUE);
          Map<String, Write> live = new HashMap<>(cells);
          live.values().removeIf(write -> write.time() <= deleted || !write.live(now));
          if (!live.isEmpty()) {
            each.accept(key.toString(), live);
          }
        });
  }
}
