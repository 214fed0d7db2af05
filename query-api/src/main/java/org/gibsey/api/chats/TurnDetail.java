package org.gibsey.api.chats;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.Problems;
import org.jspecify.annotations.Nullable;

/** What is kept of a turn's events when it ends, as JSON. */
final class TurnDetail {
  private TurnDetail() {}

  private record Body(String generator, @JsonRawValue String citations, @Nullable Usage usage) {}

  /**
   * A turn's detail.
   *
   * @param citations a JSON array
   */
  static String of(String generator, String citations, @Nullable Usage usage) {
    return text(new Body(generator, citations, usage));
  }

  /** The text of a turn so far. */
  static String reply(List<TurnEvent> events) {
    return events.stream()
        .filter(event -> event.name().equals("delta"))
        .map(event -> Json.tree(event.data()).path("text").asText())
        .collect(Collectors.joining());
  }

  /** The citations of a turn so far, as a JSON array. */
  static String citations(List<TurnEvent> events) {
    return events.stream()
        .filter(event -> event.name().equals("citation"))
        .map(TurnEvent::data)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The data of an {@code error} event. */
  static String problem(Problem problem, TurnKey key, String correlationId) {
    String path = "/v1/chats/" + key.chatId() + "/turns/" + key.number();
    return text(Problems.report(problem, path, correlationId));
  }

  /** One member of a stored detail. */
  static JsonNode member(TurnEnd end, String name) {
    return Json.tree(end.detail()).path(name);
  }

  /** A value as JSON on one line. */
  static String text(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }
}
