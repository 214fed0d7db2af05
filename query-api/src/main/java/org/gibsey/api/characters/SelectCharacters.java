package org.gibsey.api.characters;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every character that can be read, in no order. */
final class SelectCharacters {
  private static final Logger LOG = LoggerFactory.getLogger(SelectCharacters.class);
  private static final String CQL =
      "SELECT character_id, book_id, knows, card FROM gibsey.characters";

  private final Statement statement;
  private final CharacterRow rows;

  SelectCharacters(CassandraConnection connection, CharacterRow rows) {
    this.statement = Statement.ofQuorum(connection, CQL);
    this.rows = rows;
  }

  CompletionStage<List<Character>> execute() {
    return statement
        .all(this::character)
        .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
  }

  /** One row that others wrote wrong must not take all characters away. */
  private Optional<Character> character(Row row) {
    if (row.isNull("card")) {
      return Optional.empty();
    }
    try {
      return Optional.of(rows.character(row));
    } catch (Problem e) {
      LOG.warn("The character {} cannot be read: {}", row.getString("character_id"), e.detail());
      return Optional.empty();
    }
  }
}
