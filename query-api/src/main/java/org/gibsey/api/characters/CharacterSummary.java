package org.gibsey.api.characters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A character as readers choose it.
 *
 * @param tagline the first sentence about it
 * @param greeting what it says first
 * @param portrait address of its picture
 */
record CharacterSummary(
    String id,
    String name,
    @Nullable String bookId,
    String tagline,
    String greeting,
    String portrait,
    List<String> tags) {
  static CharacterSummary of(Character character) {
    return new CharacterSummary(
        character.id(),
        character.name(),
        character.bookId(),
        character.card().tagline(),
        character.card().greeting(Macros.SOMEBODY),
        "/v1/characters/" + character.id() + "/portrait",
        character.card().tags());
  }
}
