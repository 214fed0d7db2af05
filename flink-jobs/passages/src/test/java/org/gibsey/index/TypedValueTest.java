package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedValueTest {
  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-0.5, -0.5",
    "1e3, 1000",
    "+2, 2",
    "-0, 0",
    "9007199254740993, 9007199254740992"
  })
  void readsDecimalNumbers(String text, double number) {
    assertThat(TypedValue.number(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "NaN", "Infinity", "0x1p3", "1d", "1e400", "1,5", "true"})
  void readsNothingElseAsNumber(String text) {
    assertThat(TypedValue.number(text)).isEmpty();
  }

  @Test
  void readsNoNumberOfEndlessLength() {
    assertThat(TypedValue.number("1".repeat(100_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1777627800000, 2026-05-01T09:30:00Z",
    "2026-05-01T09:30:00Z, 2026-05-01T09:30:00Z",
    "2026-05-01T11:30:00+02:00, 2026-05-01T09:30:00Z",
    "2026-05-01T09:30:00.123456Z, 2026-05-01T09:30:00.123Z",
    "2026-05-01, 2026-05-01T00:00:00Z",
    "20574, 2026-05-01T00:00:00Z",
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T00:00:00Z",
    "-86400000, 1969-12-31T00:00:00Z"
  })
  void readsTimesDatesAndTheirNumbers(String text, Instant instant) {
    assertThat(TypedValue.time(text)).hasValue(instant.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-02-30",
        "2026-05-01T09:30:00",
        "1.5",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999"
      })
  void readsNothingElseAsTime(String text) {
    assertThat(TypedValue.time(text)).isEmpty();
  }
}
