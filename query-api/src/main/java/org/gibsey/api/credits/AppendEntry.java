package org.gibsey.api.credits;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Appends an entry to an owner's ledger: one transaction over the owner's partition, which
 * Cassandra carries out as a whole or not at all.
 */
final class AppendEntry {
  private static final String STANDING =
      "BEGIN BATCH UPDATE gibsey.ledger SET last_entry = ?, balance = ?, reserved = ?, earned_on ="
          + " ?, earned = ? WHERE owner_id = ? IF last_entry = ?; ";
  private static final String ENTRY =
      "INSERT INTO gibsey.ledger (owner_id, entry, operation, kind, amount, balance_after, detail,"
          + " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?); ";
  private static final String MAKE_MARK =
      "INSERT INTO gibsey.ledger (owner_id, entry, operation, amount, made, attempt, taken) VALUES"
          + " (?, 0, ?, ?, ?, ?, ?) IF NOT EXISTS; APPLY BATCH";
  private static final String COMPLETE_MARK =
      "UPDATE gibsey.ledger SET taken = ? WHERE owner_id = ? AND entry = 0 AND operation = ? IF"
          + " taken = null AND amount = ?; APPLY BATCH";

  private final Statement making;
  private final Statement completing;

  AppendEntry(CassandraConnection connection) {
    this.making = Statement.ofConsensus(connection, STANDING + ENTRY + MAKE_MARK);
    this.completing = Statement.ofConsensus(connection, STANDING + ENTRY + COMPLETE_MARK);
  }

  /** Whether it was appended; otherwise another entry was, or the operation has its mark. */
  CompletionStage<Boolean> execute(Change change) {
    return switch (change.marking()) {
      case Change.Marking.Made made -> make(change, change.amount(), null);
      case Change.Marking.Barred barred -> make(change, null, 0L);
      case Change.Marking.Completed completed -> complete(change, completed.taken());
    };
  }

  private CompletionStage<Boolean> make(
      Change change, @Nullable Long amount, @Nullable Long taken) {
    return run(
        making,
        change,
        change.ownerId(),
        change.key(),
        amount,
        change.after().lastEntry(),
        change.attempt(),
        taken);
  }

  private CompletionStage<Boolean> complete(Change change, long taken) {
    Mark mark = Objects.requireNonNull(change.before().mark());
    return run(completing, change, taken, change.ownerId(), change.key(), mark.amount());
  }

  private static CompletionStage<Boolean> run(
      Statement statement, Change change, @Nullable Object... marking) {
    Standing after = change.after();
    @Nullable Object[] values = {
      after.lastEntry(),
      after.balance(),
      after.reserved(),
      after.earnedOn(),
      after.earned(),
      change.ownerId(),
      change.before().opened() ? change.before().lastEntry() : null,
      change.ownerId(),
      after.lastEntry(),
      change.key(),
      change.kind().name().toLowerCase(Locale.ROOT),
      change.amount(),
      after.balance(),
      change.detail(),
      change.madeAt()
    };
    @Nullable Object[] all = Arrays.copyOf(values, values.length + marking.length);
    System.arraycopy(marking, 0, all, values.length, marking.length);
    return statement
        .execute(all)
        .thenApply(rows -> Objects.requireNonNull(rows.one()).getBoolean("[applied]"));
  }
}
