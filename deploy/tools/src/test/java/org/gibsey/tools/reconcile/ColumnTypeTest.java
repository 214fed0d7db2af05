package org.gibsey.tools.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnTypeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Values and what the connector, asked with a real table, made of them. */
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text", "t\"\\/ë ", "\"t\\\"\\\\/ë \""),
        Arguments.of("ascii", "asc", "\"asc\""),
        Arguments.of("tinyint", (byte) 4, "4"),
        Arguments.of("smallint", (short) 3, "3"),
        Arguments.of("int", -5, "-5"),
        Arguments.of("bigint", 9007199254740993L, "9007199254740993"),
        Arguments.of(
            "uuid",
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
            "\"123e4567-e89b-12d3-a456-426614174000\""),
        Arguments.of(
            "timeuuid",
            UUID.fromString("50554d6e-29bb-11e5-b345-feff819cdc9f"),
            "\"50554d6e-29bb-11e5-b345-feff819cdc9f\""),
        Arguments.of("boolean", true, "true"),
        Arguments.of("date", LocalDate.parse("2024-02-29"), "19782"),
        Arguments.of("timestamp", Instant.parse("2024-02-29T12:00:00.123Z"), "1709208000123"),
        Arguments.of("time", LocalTime.parse("08:30:00.123456789"), "30600123456789"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void writesAValueAsTheConnectorDoesAndReadsItBack(String type, Object value, String json)
      throws Exception {
    ColumnType named = ColumnType.named(type).orElseThrow();
    assertThat(ColumnType.toJson(value).toString()).isEqualTo(json);
    assertThat(named.ofJson(JSON.readTree(json))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"varint", "decimal", "inet", "float", "frozen<list<text>>", "counter", "blob"})
  void doesNotKnowTypesThatReachTheTopicInAnotherForm(String type) {
    assertThat(ColumnType.named(type)).isEmpty();
  }

  @Test
  void refusesAValueOfAnotherType() {
    assertThatThrownBy(() -> ColumnType.INT.ofJson(JSON.readTree("\"1\"")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ColumnType.TINYINT.ofJson(JSON.readTree("128")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ColumnType.TEXT.ofJson(JSON.readTree("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
