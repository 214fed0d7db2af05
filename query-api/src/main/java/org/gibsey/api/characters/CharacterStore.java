package org.gibsey.api.characters;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where characters are kept. Safe for use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code STORE_UNAVAILABLE}
 * when the store does not answer in time, and those that write of the type {@code WRITE_UNKNOWN}
 * when nobody knows whether they have. Writing the same again at the same time changes nothing.
 */
public interface CharacterStore {
  /** A character as of the last write that was acknowledged. */
  Optional<StoredCharacter> stored(String id);

  /** The picture that a character came with, a PNG, or empty. */
  Optional<byte[]> picture(String id);

  /** All of them, by name. */
  List<Character> characters();

  /**
   * Makes a character or replaces it, but for its picture; of two writes the one with the later
   * time stands.
   *
   * @param writeTimeMicros when it is written, in microseconds since 1970
   */
  void put(Character character, long writeTimeMicros);

  /**
   * Makes a character or replaces it and its picture.
   *
   * @param picture a PNG, or null for none
   */
  void put(Character character, byte @Nullable [] picture, long writeTimeMicros);

  /** Deletes a character; one that is not there is deleted, too. */
  void delete(String id, long writeTimeMicros);

  /** A character as of the last write that was acknowledged. */
  default Optional<Character> character(String id) {
    return stored(id).map(StoredCharacter::character);
  }
}
