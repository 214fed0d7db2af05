package org.gibsey.api.characters;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** One character, from a majority: it sees every acknowledged write. */
final class SelectCharacter {
  private static final String CQL =
      "SELECT character_id, book_id, knows, card, WRITETIME(card) AS written_at"
          + " FROM gibsey.characters WHERE character_id = ?";

  private final Statement statement;
  private final CharacterRow rows;

  SelectCharacter(CassandraConnection connection, CharacterRow rows) {
    this.statement = Statement.ofQuorum(connection, CQL);
    this.rows = rows;
  }

  CompletionStage<Optional<StoredCharacter>> execute(String id) {
    return statement
        .first(this::stored, id)
        .thenApply(found -> found == null ? Optional.empty() : found);
  }

  private Optional<StoredCharacter> stored(Row row) {
    // Without a card there is nobody: it was deleted after the other columns were written.
    return row.isNull("card")
        ? Optional.empty()
        : Optional.of(new StoredCharacter(rows.character(row), row.getLong("written_at")));
  }
}
