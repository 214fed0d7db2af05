package org.gibsey.api.chats;

import java.time.Instant;
import org.gibsey.api.access.Owned;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of a reader with a character.
 *
 * @param ownerId the reader
 * @param id a UUID of version 7, so that ids rise with the time of creation
 * @param title what it is called, 1 to 200 UTF-16 units
 * @param characterId with whom
 * @param bookId the book that is talked about, or null
 * @param progress last page of it that the reader has read, or null for all of them
 * @param createdAt to the millisecond
 * @param changedAt to the millisecond; when a turn began or ended, or the title or progress changed
 * @param turns the highest number that a turn was given, from 0; none is given twice
 * @param writing the turn that is being written, or null
 * @param askedBy the request that the last turn was given to, or null
 * @param edits how often turns were replaced
 * @param summary of the turns up to {@code summarised}
 * @param summarised the last turn that the summary holds, 0 for none
 */
public record Chat(
    String ownerId,
    String id,
    String title,
    String characterId,
    @Nullable String bookId,
    @Nullable Integer progress,
    Instant createdAt,
    Instant changedAt,
    int turns,
    @Nullable Integer writing,
    @Nullable String askedBy,
    int edits,
    Summary summary,
    int summarised)
    implements Owned {

  /** Stands for the turn that is being written while the chat is deleted. */
  static final int CLOSED = -1;

  /** A chat in which nothing was said yet. */
  static Chat fresh(
      String ownerId,
      String id,
      String title,
      String characterId,
      @Nullable String bookId,
      @Nullable Integer progress,
      Instant now) {
    return new Chat(
        ownerId,
        id,
        title,
        characterId,
        bookId,
        progress,
        now,
        now,
        0,
        null,
        null,
        0,
        Summary.NONE,
        0);
  }

  /** Whether it is not being deleted. */
  boolean isOpen() {
    return writing == null || writing != CLOSED;
  }

  /** One of its turns. */
  TurnKey turn(int number) {
    return new TurnKey(id, number);
  }
}
