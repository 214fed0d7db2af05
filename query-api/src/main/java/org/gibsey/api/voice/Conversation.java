package org.gibsey.api.voice;

import java.util.List;
import org.gibsey.api.characters.Character;
import org.jspecify.annotations.Nullable;

/**
 * A conversation up to the message that is to be answered.
 *
 * @param ownerId the reader
 * @param chatId of the chat that goes on
 * @param character who answers
 * @param bookId the book that is talked about, or null
 * @param progress last page of it that the reader has read, or null for all of them
 * @param summary of what was said before {@code recent}, or empty
 * @param recent what was said last, oldest first
 * @param message what the reader says now
 */
public record Conversation(
    String ownerId,
    String chatId,
    Character character,
    @Nullable String bookId,
    @Nullable Integer progress,
    String summary,
    List<Exchange> recent,
    String message) {
  public Conversation {
    recent = List.copyOf(recent);
  }

  /**
   * What one turn said.
   *
   * @param turnNum number of the turn in its chat, from 1
   * @param message the reader's
   * @param reply the character's
   */
  public record Exchange(int turnNum, String message, String reply) {}
}
