package org.gibsey.api.characters;

import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Deletes a character, whether it is there or not. */
final class DeleteCharacter {
  private static final String CQL =
      "DELETE FROM gibsey.characters USING TIMESTAMP ? WHERE character_id = ?";

  private final Statement statement;

  DeleteCharacter(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, CQL);
  }

  CompletionStage<?> execute(String id, long writeTimeMicros) {
    return statement.execute(writeTimeMicros, id);
  }
}
