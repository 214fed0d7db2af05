package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Reads entries of an owner's ledger, newest first. */
final class SelectEntries {
  private static final String CQL =
      "SELECT entry, operation, kind, amount, balance_after, detail, made_at FROM gibsey.ledger"
          + " WHERE owner_id = ? AND entry > 0 AND entry < ? LIMIT ?";

  private final Statement statement;

  SelectEntries(CassandraConnection connection) {
    this.statement = Statement.ofSerial(connection, CQL);
  }

  CompletionStage<List<Entry>> execute(String ownerId, long before, int limit) {
    return statement.all(SelectEntries::entry, ownerId, before, limit);
  }

  static Entry entry(Row row) {
    return new Entry(
        row.getLong("entry"),
        Entry.Kind.valueOf(Objects.requireNonNull(row.getString("kind")).toUpperCase(Locale.ROOT)),
        row.getLong("amount"),
        row.getLong("balance_after"),
        Operation.idOf(Objects.requireNonNull(row.getString("operation"))),
        Objects.requireNonNull(row.getString("detail")),
        Objects.requireNonNull(row.getInstant("made_at")));
  }
}
