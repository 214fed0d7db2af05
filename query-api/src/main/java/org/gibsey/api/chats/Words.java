package org.gibsey.api.chats;

import java.util.List;

/**
 * What was said in chats. Writes name their time, and of two the one with the later time stands.
 * Safe for use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code STORE_UNAVAILABLE}
 * when the store does not answer in time, or {@code WRITE_UNKNOWN}; asking again is safe.
 */
public interface Words {
  /** Keeps what was said in a chat, under {@link Said#writeTimeMicros}. */
  void say(Chat chat, Said said);

  /**
   * What was said, the newest turn first, and the reader before the character.
   *
   * @param before only turns with a smaller number
   * @param turns of how many turns at most
   */
  List<Said> said(String chatId, int before, int turns);

  /** Deletes what a speaker said, if it was said by then. */
  void delete(String chatId, int turnNum, Said.Speaker speaker, long writeTimeMicros);

  /** Deletes all that was said by then. */
  void deleteAll(String chatId, long writeTimeMicros);
}
