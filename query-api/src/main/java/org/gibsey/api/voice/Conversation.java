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
 * @param bookId the book that is talked about, or null for the character's own, if it has one
 * @param progress last page of it that the reader has read, or null for all of them
 * @param summary of what was said before {@code recent}, or {@link Summary#NONE}
 * @param recent what was said last, oldest first
 * @param message what the reader says now
 */
public record Conversation(
    String ownerId,
    String chatId,
    Character character,
    @Nullable String bookId,
    @Nullable Integer progress,
    Summary summary,
    List<Exchange> recent,
    String message) {
  /**
   * A conversation.
   *
   * @throws IllegalArgumentException when there is progress without a book
   */
  public Conversation {
    recent = List.copyOf(recent);
    if (progress != null && bookId == null && character.bookId() == null) {
      throw new IllegalArgumentException("progress " + progress + " is that of no book");
    }
  }

  /** The book that is talked about, or null. */
  public @Nullable String book() {
    return bookId == null ? character.bookId() : bookId;
  }

  /**
   * The same conversation without what was said when the reader had read further than now, which
   * may tell what comes there.
   */
  public Conversation remembered() {
    return new Conversation(
        ownerId,
        chatId,
        character,
        bookId,
        progress,
        isWithin(summary.progress) ? summary : Summary.NONE,
        recent.stream().filter(said -> isWithin(said.progress)).toList(),
        message);
  }

  private boolean isWithin(@Nullable Integer then) {
    return progress == null || (then != null && then <= progress);
  }

  /**
   * What one turn said.
   *
   * @param turnNum number of the turn in its chat, from 1
   * @param message the reader's
   * @param reply the character's
   * @param progress the chat's at that time: the last page read, or null for all of them
   */
  public record Exchange(int turnNum, String message, String reply, @Nullable Integer progress) {}

  /**
   * A summary of turns.
   *
   * @param text a few sentences; empty when there is none
   * @param progress the furthest of the turns in it: the last page read, or null for all of them
   */
  public record Summary(String text, @Nullable Integer progress) {
    /** Of nothing. */
    public static final Summary NONE = new Summary("", 0);
  }
}
