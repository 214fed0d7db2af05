package org.gibsey.api.credits;

import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** Reads one entry of an owner's ledger. */
final class SelectEntry {
  private static final String CQL =
      "SELECT entry, operation, kind, amount, balance_after, detail, made_at FROM gibsey.ledger"
          + " WHERE owner_id = ? AND entry = ? AND operation = ?";

  private final Statement statement;

  SelectEntry(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, CQL);
  }

  CompletionStage<@Nullable Entry> execute(String ownerId, long number, String key) {
    return statement.first(SelectEntries::entry, ownerId, number, key);
  }
}
