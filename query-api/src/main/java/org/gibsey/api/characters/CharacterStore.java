package org.gibsey.api.characters;

import java.util.List;
import java.util.Optional;

/** Where characters are kept. Safe for use by many threads. */
public interface CharacterStore {
  /**
   * A character.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code STORE_UNAVAILABLE}
   */
  Optional<Character> character(String id);

  /** All of them, by name. */
  List<Character> characters();

  /** Makes a character or replaces it; of two writes the one with the later time stands. */
  void put(Character character, long writeTimeMicros);

  /** Deletes a character; one that is not there is deleted, too. */
  void delete(String id, long writeTimeMicros);
}
