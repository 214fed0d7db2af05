package org.gibsey.api.characters;

import java.util.List;
import org.gibsey.api.token.WriteTime;

/**
 * The answer to a write.
 *
 * @param warnings what of the card has no effect here, though it is kept
 */
record WrittenCharacter(String id, String writeTime, List<String> warnings) {
  static WrittenCharacter of(Character character, long writeTimeMicros) {
    return new WrittenCharacter(
        character.id(), WriteTime.text(writeTimeMicros), character.card().warnings());
  }

  static WrittenCharacter of(String id, long writeTimeMicros) {
    return new WrittenCharacter(id, WriteTime.text(writeTimeMicros), List.of());
  }
}
