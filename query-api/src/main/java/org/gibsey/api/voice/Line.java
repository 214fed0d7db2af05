package org.gibsey.api.voice;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gibsey.api.llm.DataFence;
import org.jspecify.annotations.Nullable;

/** The objects that stand between the lines of a prompt's fence, beside numbered passages. */
final class Line {
  private Line() {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Person(
      String character, String manner, String description, String personality, String scenario) {}

  private record Note(String kind, String text) {}

  private record Earlier(String kind, @Nullable String by, String text) {}

  static String person(String name, CardPart card) {
    return DataFence.line(
        new Person(name, card.manner(), card.description(), card.personality(), card.scenario()));
  }

  static String manner(String text) {
    return DataFence.line(new Note("how the character talks", text));
  }

  static String example(String text) {
    return DataFence.line(new Note("example of how it talks", text));
  }

  static String lore(String text) {
    return DataFence.line(new Note("what the character remembers", text));
  }

  static String summary(String text) {
    return DataFence.line(new Note("note of what was said before", text));
  }

  /** Something that was said before, by {@code reader} or {@code character}. */
  static String earlier(String by, String text) {
    return DataFence.line(new Earlier("said earlier", by, text));
  }
}
