package org.gibsey.tools.book;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A book's rows in {@code gibsey.characters}. A card is written under the time of its own last
 * change, so that whatever was written or deleted since stands, and writing it again changes
 * nothing.
 */
final class CharacterTable {
  private final CqlSession session;

  CharacterTable(CqlSession session) {
    this.session = session;
  }

  /** Writes those that are absent or older, and returns them. */
  List<BookCharacter> write(String bookId, List<BookCharacter> characters) {
    List<BookCharacter> older = characters.stream().filter(this::isNewer).toList();
    for (BookCharacter character : older) {
      session.execute(
          "INSERT INTO gibsey.characters (character_id, book_id, card) VALUES (?, ?, ?)"
              + " USING TIMESTAMP ?",
          character.id(),
          bookId,
          character.card(),
          character.writeTimeMicros());
    }
    return older;
  }

  private boolean isNewer(BookCharacter character) {
    @Nullable Row row =
        session
            .execute(
                "SELECT WRITETIME(card) AS written_at FROM gibsey.characters"
                    + " WHERE character_id = ?",
                character.id())
            .one();
    return row == null
        || row.isNull("written_at")
        || row.getLong("written_at") < character.writeTimeMicros();
  }
}
