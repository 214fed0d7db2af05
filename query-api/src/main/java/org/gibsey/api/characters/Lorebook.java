package org.gibsey.api.characters;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Texts that are told to a model when certain words were said. Safe for use by many threads. */
public interface Lorebook {
  /** A book without entries. */
  Lorebook EMPTY = (scene, tokens) -> List.of();

  /**
   * The entries that apply, in the order in which they are inserted, within the token budgets of
   * the book and of the scene. Their texts are filled in.
   *
   * @param tokens counts the tokens of a text
   */
  List<Lore> select(Scene scene, ToIntFunction<String> tokens);

  /**
   * What a choice of entries hangs on. Two scenes that are equal have the same entries.
   *
   * @param lines what was said last, oldest first; the last one is what is to be answered
   * @param earlierReplies what the character said before {@code lines}, its greeting included, 0 or
   *     more
   * @param greeting with which of its greetings it began, 0 for the first one of the card
   * @param progress last page that the reader has read, or null for all of them
   * @param mostTokens of all entries together, 0 or more
   * @param macros fill in the texts
   */
  record Scene(
      List<Line> lines,
      int earlierReplies,
      int greeting,
      @Nullable Integer progress,
      int mostTokens,
      Macros macros) {
    public Scene {
      lines = List.copyOf(lines);
    }

    /** How often the character has spoken. */
    long replies() {
      return earlierReplies + lines.stream().filter(line -> !line.byReader()).count();
    }
  }

  /** Something that was said, by the reader or by the character. */
  record Line(boolean byReader, String text) {
    /** The reader's. */
    public static Line reader(String text) {
      return new Line(true, text);
    }

    /** The character's. */
    public static Line character(String text) {
      return new Line(false, text);
    }
  }

  /** Where a text belongs. */
  enum Place {
    /** Before the character's description. */
    BEFORE_DESCRIPTION,
    /** After it. */
    AFTER_DESCRIPTION,
    /** With the character's personality. */
    PERSONALITY,
    /** With the scenario. */
    SCENARIO,
    /** Between the messages, {@link Lore#depth} of them from the end. */
    AMONG_MESSAGES
  }

  /** Who says a text to the model. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  /**
   * An entry that applies.
   *
   * @param depth messages that come after it, 0 or more, when it belongs among them; otherwise 0
   */
  record Lore(String text, Place place, int depth, Role role) {
    /** Whether it comes after the character's description rather than before. */
    public boolean afterCharacter() {
      return place != Place.BEFORE_DESCRIPTION;
    }
  }
}
