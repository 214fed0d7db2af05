package org.gibsey.api.characters;

import java.util.Optional;
import java.util.function.Predicate;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes characters and looks whether the writes stand, as a write that came too late is stored and
 * yet changes nothing. Safe for use by many threads.
 */
final class WriteCharacters {
  private static final Logger LOG = LoggerFactory.getLogger(WriteCharacters.class);

  private final CharacterStore store;

  WriteCharacters(CharacterStore store) {
    this.store = store;
  }

  /**
   * Makes a character or replaces it.
   *
   * @param put writes it
   * @return whether there was none before
   * @throws Problem of the type {@code STALE_WRITE} when what is stored afterwards is not this
   */
  boolean put(Character character, long writeTimeMicros, Runnable put) {
    boolean fresh = store.stored(character.id()).isEmpty();
    put.run();
    look(
        character.id(),
        stored -> stored.filter(found -> isOf(found, character, writeTimeMicros)).isPresent(),
        writeTimeMicros);
    return fresh;
  }

  /**
   * Deletes a character; one that is not there is deleted, too.
   *
   * @throws Problem of the type {@code STALE_WRITE} when a newer one is stored afterwards
   */
  void delete(String id, long writeTimeMicros) {
    store.delete(id, writeTimeMicros);
    look(id, Optional::isEmpty, writeTimeMicros);
  }

  private void look(
      String id, Predicate<Optional<StoredCharacter>> standing, long writeTimeMicros) {
    Optional<StoredCharacter> stored;
    try {
      stored = store.stored(id);
    } catch (Problem e) {
      // The write itself was acknowledged, and that is what the caller asked for.
      LOG.warn("A write cannot be looked at", e);
      return;
    }
    if (!standing.test(stored)) {
      throw new Problem(
          ProblemType.STALE_WRITE,
          "What was written at "
              + WriteTime.text(writeTimeMicros)
              + stored
                  .map(StoredCharacter::writeTimeMicros)
                  .map(newest -> " is older than what was written at " + WriteTime.text(newest))
                  .orElse(" was deleted at that time or later")
              + ". Read the character and decide again.");
    }
  }

  private static boolean isOf(StoredCharacter stored, Character written, long writtenAtMicros) {
    return stored.writeTimeMicros() <= writtenAtMicros && stored.character().equals(written);
  }
}
