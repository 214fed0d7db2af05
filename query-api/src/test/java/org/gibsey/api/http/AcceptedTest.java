package org.gibsey.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptedTest {
  private static final List<String> OFFERED = List.of("application/json", "text/event-stream");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "application/json | application/json",
        "APPLICATION/JSON;charset=utf-8 | application/json",
        "text/event-stream | text/event-stream",
        "text/* | text/event-stream",
        "application/json, text/event-stream | application/json",
        "text/event-stream, application/json | application/json",
        "application/json;q=0.5, text/event-stream | text/event-stream",
        "application/json; q=0.5, */*;q=0.1 | application/json",
        "text/html, */*;q=0.8 | application/json",
        "application/json;q=0, */* | text/event-stream",
        "text/event-stream;q=0.001 | text/event-stream",
        "*/*;q=0, text/event-stream | text/event-stream",
        "application/json;q=oops | application/json",
        "text/html, , application/json | application/json",
        "text/html | ",
        "application/xml, text/html;q=0.9 | ",
        "application/json;q=0, text/event-stream;q=0.0 | ",
        "*/*;q=0 | ",
        "json | ",
      })
  void choosesWhatTheClientLikesBest(String header, String expected) {
    assertThat(Accepted.parse(header).best(OFFERED).orElse(null)).isEqualTo(expected);
  }

  @Test
  void anythingIsAcceptedByWhoeverDoesNotSay() {
    assertThat(Accepted.parse(null).best(OFFERED)).hasValue("application/json");
    assertThat(Accepted.parse(" ,").best(OFFERED)).hasValue("application/json");
  }

  @Test
  void aStreamIsPreferredOnlyByWhoeverLikesItBetter() {
    assertThat(Accepted.parse("text/event-stream").prefers("text/event-stream", "application/json"))
        .isTrue();
    assertThat(Accepted.parse("*/*").prefers("text/event-stream", "application/json")).isFalse();
  }

  @Test
  void looksAtSoManyRangesAndNoMore() {
    String many = "text/html,".repeat(60);
    assertThat(Accepted.parse(many + "application/json").best(OFFERED)).isEmpty();
  }
}
