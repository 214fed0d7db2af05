package org.gibsey.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventRangeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CollectionDefinition letters =
      new CollectionDefinition(
          "letters",
          new TableName("gibsey", "letters"),
          List.of("reader"),
          List.of("ck", "Part"),
          "text",
          null,
          List.of(),
          null,
          Map.of(),
          100,
          new ChunkSettings(200, 40),
          null,
          1);

  /** The end is Cassandra's own rendering, the keys are what the connector makes of the type. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Int32Type|9|8|9|10",
        "LongType|-9223372036854775808|-9223372036854775808|-9223372036854775808|0",
        "UTF8Type|é|\"z\"|\"é\"|\"é!\"",
        "TimestampType|2023-11-14T22:13:20.123Z|1700000000122|1700000000123|1700000000124",
        "SimpleDateType|1969-12-31|-2|-1|0",
        // Of version 1 by time, in whose text the lowest part stands first.
        "TimeUUIDType|ffffffff-0000-1000-8000-000000000000"
            + "|\"fffffffe-0000-1000-8000-000000000000\"|\"ffffffff-0000-1000-8000-000000000000\""
            + "|\"00000000-0001-1000-8000-000000000000\"",
        // Its lower bytes have signs: 80 is less than 7f.
        "TimeUUIDType|00000000-0000-1000-8000-00000000007f"
            + "|\"00000000-0000-1000-8000-000000000080\"|\"00000000-0000-1000-8000-00000000007f\""
            + "|\"00000000-0000-1000-8001-000000000080\"",
        // By version first; without signs.
        "UUIDType|ffffffff-ffff-4fff-8000-00000000007f"
            + "|\"ffffffff-ffff-1fff-bfff-ffffffffffff\"|\"ffffffff-ffff-4fff-8000-00000000007f\""
            + "|\"ffffffff-ffff-4fff-8000-000000000080\"",
      })
  void comparesAsCassandraDoes(String type, String end, String less, String equal, String more)
      throws Exception {
    ClusteringRange upTo = range("", end(type, end));
    ClusteringRange descending = range(end("ReversedType(%s)", type, end), "");

    assertThat(Stream.of(less, equal, more).map(ck -> upTo.covers(key(ck, 0))))
        .as("%s up to %s", type, end)
        .containsExactly(true, true, false);
    assertThat(Stream.of(less, equal, more).map(ck -> descending.covers(key(ck, 0))))
        .as("%s from %s downwards", type, end)
        .containsExactly(true, true, false);
  }

  @Test
  void startsAtTheLargerValueOfADescendingColumn() throws Exception {
    String type = "ReversedType(%s)";
    ClusteringRange range = range(end(type, "Int32Type", "10"), end(type, "Int32Type", "5"));

    assertThat(Stream.of("4", "5", "7", "10", "11").map(ck -> range.covers(key(ck, 0))))
        .containsExactly(false, true, true, true, false);
  }

  /** The connector keeps the values in a hash map, and quotes names with capitals. */
  @Test
  void findsTheColumnsByNameWhateverTheirOrder() throws Exception {
    String ends = value("\\\"Part\\\"", "Int32Type", "%s") + "," + value("ck", "Int32Type", "1");
    ClusteringRange range = range(ends.formatted("2"), ends.formatted("4"));

    assertThat(Stream.of(1, 2, 4, 5).map(part -> range.covers(key("1", part))))
        .containsExactly(false, true, true, false);
    assertThat(range.covers(key("2", 3))).isFalse();
  }

  @Test
  void refusesEndsThatAreNotOfTheirType() {
    for (String type : List.of("Int32Type", "TimestampType", "SimpleDateType", "UUIDType")) {
      assertThatThrownBy(() -> range(end(type, "x"), ""))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("does not end in a value of type");
    }
    String random = "00000000-0000-4000-8000-000000000000";
    assertThatThrownBy(() -> range(end("TimeUUIDType", random), ""))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void aKeyOfAnotherTypeLiesInNoRange() throws Exception {
    ClusteringRange range = range(end("TimeUUIDType", "00000000-0000-1000-8000-000000000000"), "");

    assertThat(range.covers(key("\"00000000-0000-4000-8000-000000000000\"", 0))).isFalse();
    assertThat(range.covers(key("\"later\"", 0))).isFalse();
    assertThat(range.covers(key("7", 0))).isFalse();
  }

  private static KeyColumns key(String ck, int part) {
    return KeyColumns.parse("{\"reader\":\"r\",\"ck\":" + ck + ",\"Part\":" + part + "}");
  }

  private static String end(String type, String value) {
    return value("ck", type, value);
  }

  private static String end(String wrapper, String type, String value) {
    return value("ck", wrapper.formatted("org.apache.cassandra.db.marshal." + type), value);
  }

  private static String value(String name, String type, String value) {
    return "{\"name\":\"%s\",\"value\":\"%s\",\"type\":\"org.apache.cassandra.db.marshal.%s\"}"
        .formatted(name, value, type);
  }

  private ClusteringRange range(String start, String end) throws Exception {
    JsonNode after =
        JSON.readTree(
            """
            {"_range_start":{"method":"INCL_START_BOUND","values":[%s]},
             "_range_end":{"method":"INCL_END_BOUND","values":[%s]}}\
            """
                .formatted(start, end));
    return new EventRange(letters, JSON.createObjectNode()).read(after);
  }
}
