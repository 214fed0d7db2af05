package org.gibsey.api.chats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Chats. Each method is atomic, and sees every change that was made before by any process. Safe for
 * use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code STORE_UNAVAILABLE}
 * when the store does not answer in time; a change may have been made then or not, and asking for
 * it again is safe.
 */
public interface Chats {
  /** Makes a chat; one with the same id stays as it is. */
  void create(Chat chat);

  Optional<Chat> chat(String ownerId, String chatId);

  /**
   * Chats of an owner, the newest first.
   *
   * @param before only chats with a smaller id, or null
   * @param limit how many at most, from 1
   */
  List<Chat> chats(String ownerId, @Nullable String before, int limit);

  /**
   * Changes what a reader may change.
   *
   * @param title or null to leave it
   * @param progress or null to leave it
   * @return whether the chat is there
   */
  boolean change(
      String ownerId,
      String chatId,
      @Nullable String title,
      @Nullable Integer progress,
      Instant now);

  /**
   * Gives the next number to a turn, which is being written from now on.
   *
   * @param seen the chat as it must still be, so far as turns go, and without a turn being written
   * @param askedBy who asks; when that one was given the number before, it is given it again
   * @param replaces the first turn that it replaces, or null
   * @return the turn's number, or empty when another turn came first
   */
  Optional<Integer> next(Chat seen, String askedBy, @Nullable Integer replaces, Instant now);

  /** Ends that a turn is being written, if it is that one. */
  void free(String ownerId, String chatId, int turn, Instant now);

  /**
   * Replaces the summary, unless turns were replaced or another summary was made since.
   *
   * @param last the last turn that it holds
   * @return whether it was replaced
   */
  boolean summarise(Chat seen, Summary summary, int last);

  /**
   * Lets no turn begin any more, unless one is being written.
   *
   * @return whether none can begin
   */
  boolean close(String ownerId, String chatId);

  /** Deletes a chat; one that is not there is deleted, too. */
  void delete(String ownerId, String chatId);
}
