package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** Reads how an owner's ledger stands, and one operation's mark, at one moment. */
final class SelectStanding {
  // The mark of the opening is there whenever there is an account, and brings the standing along.
  private static final String CQL =
      "SELECT operation, last_entry, balance, reserved, earned_on, earned, amount, made, attempt,"
          + " taken FROM gibsey.ledger WHERE owner_id = ? AND entry = 0 AND operation IN ('"
          + Operation.OPENING
          + "', ?)";

  private final Statement statement;

  private SelectStanding(Statement statement) {
    this.statement = statement;
  }

  /** May miss a write whose outcome nobody knows. */
  static SelectStanding ofQuorum(CassandraConnection connection) {
    return new SelectStanding(Statement.ofQuorum(connection, CQL));
  }

  /** Misses nothing. */
  static SelectStanding ofSerial(CassandraConnection connection) {
    return new SelectStanding(Statement.ofSerial(connection, CQL));
  }

  CompletionStage<Standing> execute(String ownerId, String key) {
    return statement.all(row -> row, ownerId, key).thenApply(rows -> standing(rows, key));
  }

  private static Standing standing(List<Row> rows, String key) {
    if (rows.isEmpty()) {
      return Standing.NONE;
    }
    Row any = rows.get(0);
    @Nullable Map<String, Integer> earned = any.getMap("earned", String.class, Integer.class);
    return new Standing(
        any.getLong("last_entry"),
        any.getLong("balance"),
        any.getLong("reserved"),
        any.getLocalDate("earned_on"),
        earned == null ? Map.of() : earned,
        rows.stream()
            .filter(row -> key.equals(row.getString("operation")))
            .findFirst()
            .map(SelectStanding::mark)
            .orElse(null));
  }

  private static Mark mark(Row row) {
    return new Mark(
        row.get("amount", Long.class),
        row.getLong("made"),
        Objects.requireNonNull(row.getUuid("attempt")),
        row.get("taken", Long.class));
  }
}
