package org.gibsey.cdc.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

final class GeneratedEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonConverter converter = new JsonConverter();

  GeneratedEventsTest() {
    converter.configure(Map.of("schemas.enable", false), false);
  }

  private static EventSequence events(String... options) {
    Map<String, String> all = new HashMap<>(Map.of("topic.prefix", "gibsey"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return MockOptions.of(all).events();
  }

  private String bytes(MockEvent event) {
    return new String(converter.fromConnectData("t", null, event.key()), UTF_8)
        + new String(converter.fromConnectData("t", null, event.value()), UTF_8);
  }

  private List<String> bytes(EventSequence events, int from, int to) {
    List<String> all = new ArrayList<>();
    for (int number = from; number < to; number++) {
      all.add(bytes(Objects.requireNonNull(events.at(number))));
    }
    return all;
  }

  @Test
  void theSameSeedMakesTheSameBytesWhereverItIsTakenUp() {
    List<String> all = bytes(events("seed", "7"), 0, 3_000);

    assertThat(bytes(events("seed", "7"), 1_234, 3_000)).isEqualTo(all.subList(1_234, 3_000));
    assertThat(bytes(events("seed", "8"), 0, 3_000)).isNotEqualTo(all);
  }

  @Test
  void theFirstEventIsWhatItWasWhenItWasWritten() throws Exception {
    MockEvent first = Objects.requireNonNull(events("percent.poison", "0").at(0));
    JsonNode value = JSON.readTree(converter.fromConnectData("t", null, first.value()));

    assertThat(value.at("/source/ts_us").asLong()).isEqualTo(1_700_000_000_000_000L);
    assertThat(value.at("/source/keyspace").asText()).isEqualTo("gibsey");
    assertThat(value.at("/source/table").asText()).isEqualTo("pages");
    List<String> fields = new ArrayList<>();
    value.fieldNames().forEachRemaining(fields::add);
    assertThat(fields).containsExactly("ts_ms", "op", "source", "after");
  }

  @Test
  void everyKindHasItsShare() {
    Map<String, Integer> kinds = new TreeMap<>();
    Set<String> before = new HashSet<>();
    EventSequence events =
        events("percent.poison", "0", "percent.duplicates", "10", "percent.late", "10");
    for (int number = 0; number < 10_000; number++) {
      MockEvent event = Objects.requireNonNull(events.at(number));
      String kind = before.add(bytes(event)) ? kindOf(event) : "copy";
      kinds.merge(kind, 1, Integer::sum);
    }

    assertThat(kinds.get("copy")).isBetween(1_700, 2_300);
    assertThat(kinds.get("i")).isBetween(3_800, 4_400);
    assertThat(kinds.get("u")).isBetween(2_700, 3_300);
    assertThat(kinds.get("d of a row")).isBetween(480, 720);
    assertThat(kinds.get("d of a book")).isBetween(60, 140);
    assertThat(kinds.get("r")).isBetween(140, 260);
  }

  private static String kindOf(MockEvent event) {
    Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(event.value());
    String op = String.valueOf(value.get("op"));
    assertThat(event.tombstone()).isEqualTo(op.equals("d"));
    return op.equals("d") ? event.key().get("page_num") == null ? "d of a book" : "d of a row" : op;
  }

  @Test
  void copiesOfCopiesOnlyComeToAnEnd() {
    EventSequence events =
        events(
            "percent.updates", "0",
            "percent.column.deletes", "0",
            "percent.row.deletes", "0",
            "percent.partition.deletes", "0",
            "percent.range.deletes", "0",
            "percent.ttls", "0",
            "percent.duplicates", "50",
            "percent.late", "50",
            "percent.poison", "0");

    assertThat(bytes(events, 100_000, 100_010)).hasSize(10);
  }

  @Test
  void poisonKeepsTheBookInItsKey() {
    EventSequence events =
        events(
            "percent.updates", "0",
            "percent.column.deletes", "0",
            "percent.row.deletes", "0",
            "percent.partition.deletes", "0",
            "percent.range.deletes", "0",
            "percent.ttls", "0",
            "percent.duplicates", "0",
            "percent.late", "0",
            "percent.poison", "100");
    Set<String> faults = new HashSet<>();
    for (int number = 0; number < 200; number++) {
      MockEvent event = Objects.requireNonNull(events.at(number));
      assertThat(String.valueOf(event.key().get("book_id"))).startsWith("mock-");
      faults.add(bytes(event).replaceAll("[0-9]+", ""));
    }
    assertThat(faults).hasSizeGreaterThanOrEqualTo(9);
  }
}
