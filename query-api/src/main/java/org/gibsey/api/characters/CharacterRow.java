package org.gibsey.api.characters;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the columns that all selections have. */
record CharacterRow(Knowledge knowledge) {
  /**
   * A character of a row that has a card.
   *
   * @throws org.gibsey.api.http.Problem when the columns were not written by this program, and are
   *     no card and no filter
   */
  Character character(Row row) {
    Card card = Card.read(Objects.requireNonNull(row.getString("card")));
    @Nullable String knows = row.getString("knows");
    return new Character(
        Objects.requireNonNull(row.getString("character_id")),
        row.getString("book_id"),
        knowledge.read(knows == null ? null : CardJson.object(knows), card),
        card);
  }

  /** The filter for the column, or null when it says no more than the name of the card does. */
  @Nullable String knows(Character character) {
    return character.knows().equals(Knowledge.own(character.card()))
        ? null
        : CardJson.text(knowledge.json(character.knows()));
  }
}
