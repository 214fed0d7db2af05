package org.gibsey.api.characters;

import java.util.List;
import java.util.function.ToIntFunction;

/** Texts that are told to a model when certain words were said. */
public interface Lorebook {
  /** A book without entries. */
  Lorebook EMPTY = (messages, tokens) -> List.of();

  /**
   * The entries for a conversation, in the order in which they are inserted, within the book's
   * token budget.
   *
   * @param messages of both sides, oldest first
   * @param tokens counts the tokens of a text
   */
  List<Lore> select(List<String> messages, ToIntFunction<String> tokens);

  /**
   * An entry that applies.
   *
   * @param afterCharacter whether it comes after the character's description rather than before
   */
  record Lore(String text, boolean afterCharacter) {}
}
