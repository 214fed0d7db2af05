package org.gibsey.verification.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An owner's whole partition of the table, as it was at one moment. Read here by statements of its
 * own, so that a fault of the ledger's code isn't hidden by the same fault.
 *
 * @param entries in the order in which they were read
 */
record Ledger(
    String owner,
    long lastEntry,
    long balance,
    long reserved,
    Map<String, Integer> earned,
    List<Line> entries,
    List<Mark> marks) {
  /** A row from 1. */
  record Line(long entry, String operation, String kind, long amount, long balanceAfter) {}

  /** A row of entry 0. */
  record Mark(String operation, @Nullable Long amount, long made, @Nullable Long taken) {
    boolean isReservation() {
      return operation.startsWith("reservation/");
    }

    boolean isOpen() {
      return isReservation() && taken == null;
    }
  }

  private static final int ONE_PAGE = 1_000_000;

  /** The partition, by one serial read of one page, which Cassandra answers from one moment. */
  static Ledger read(CqlSession session, String owner) {
    ResultSet rows =
        session.execute(
            SimpleStatement.newInstance("SELECT * FROM gibsey.ledger WHERE owner_id = ?", owner)
                .setConsistencyLevel(DefaultConsistencyLevel.SERIAL)
                .setPageSize(ONE_PAGE)
                .setTimeout(Duration.ofSeconds(10)));
    if (!rows.isFullyFetched()) {
      throw new AssertionError("the ledger of " + owner + " has more rows than a page");
    }
    List<Line> entries = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    @Nullable Row any = null;
    for (Row row : rows) {
      any = row;
      String operation = Objects.requireNonNull(row.getString("operation"));
      if (row.getLong("entry") == 0) {
        marks.add(
            new Mark(
                operation,
                row.get("amount", Long.class),
                row.getLong("made"),
                row.get("taken", Long.class)));
      } else {
        entries.add(
            new Line(
                row.getLong("entry"),
                operation,
                String.valueOf(row.getString("kind")),
                row.getLong("amount"),
                row.getLong("balance_after")));
      }
    }
    if (any == null) {
      return new Ledger(owner, 0, 0, 0, Map.of(), entries, marks);
    }
    @Nullable Map<String, Integer> earned = any.getMap("earned", String.class, Integer.class);
    return new Ledger(
        owner,
        any.getLong("last_entry"),
        any.getLong("balance"),
        any.getLong("reserved"),
        earned == null ? Map.of() : earned,
        entries,
        marks);
  }
}
