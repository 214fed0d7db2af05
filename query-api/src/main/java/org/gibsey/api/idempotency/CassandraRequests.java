package org.gibsey.api.idempotency;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.idempotency.KeptRequest.Answer;
import org.jspecify.annotations.Nullable;

/** Requests in the table {@code gibsey.idempotency}, by lightweight transactions. */
public final class CassandraRequests implements RequestStore {
  // Each write names all columns, so that they all end at the same time.
  private static final String CLAIM =
      "INSERT INTO gibsey.idempotency (caller, request_key, hash, attempt, began_at, lease_until,"
          + " status, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS";
  private static final String REPLACE =
      "UPDATE gibsey.idempotency SET hash = ?, attempt = ?, began_at = ?, lease_until = ?,"
          + " status = ?, body = ? WHERE caller = ? AND request_key = ? IF attempt = ?";
  private static final String FREE =
      "DELETE FROM gibsey.idempotency WHERE caller = ? AND request_key = ? IF attempt = ?";
  private static final String APPLIED = "[applied]";
  private static final String AWAY =
      "The Idempotency-Key cannot be looked up right now; nothing was done. Try again.";

  private final Patience patience;
  private final Statement claim;
  private final Statement replace;
  private final Statement free;

  /**
   * Requests behind a connection.
   *
   * @param deadline how long any method may take
   */
  public CassandraRequests(CassandraConnection connection, Duration deadline) {
    this.patience = new Patience(deadline, ProblemType.PAGES_UNAVAILABLE);
    this.claim = Statement.ofQuorum(connection, CLAIM);
    this.replace = Statement.ofQuorum(connection, REPLACE);
    this.free = Statement.ofQuorum(connection, FREE);
  }

  @Override
  public Optional<KeptRequest> claim(KeyOfCaller key, KeptRequest request) {
    @Nullable Answer answer = request.answer();
    Row row =
        run(
            claim,
            key.caller(),
            key.key(),
            request.hash(),
            request.attempt(),
            request.beganAtMicros(),
            request.leaseUntilMicros(),
            answer == null ? null : answer.status(),
            answer == null ? null : ByteBuffer.wrap(answer.body()));
    if (row.getBoolean(APPLIED)) {
      return Optional.empty();
    }
    KeptRequest kept = kept(row);
    // The driver sends a statement again whose outcome it did not learn.
    return kept.attempt().equals(request.attempt()) ? Optional.empty() : Optional.of(kept);
  }

  @Override
  public boolean replace(KeyOfCaller key, String attempt, KeptRequest request) {
    @Nullable Answer answer = request.answer();
    Row row =
        run(
            replace,
            request.hash(),
            request.attempt(),
            request.beganAtMicros(),
            request.leaseUntilMicros(),
            answer == null ? null : answer.status(),
            answer == null ? null : ByteBuffer.wrap(answer.body()),
            key.caller(),
            key.key(),
            attempt);
    return row.getBoolean(APPLIED)
        || (row.getColumnDefinitions().contains("attempt")
            && request.attempt().equals(row.getString("attempt")));
  }

  @Override
  public void free(KeyOfCaller key, String attempt) {
    run(free, key.caller(), key.key(), attempt);
  }

  private Row run(Statement statement, @Nullable Object... values) {
    AsyncResultSet rows = patience.read(() -> statement.execute(values), AWAY);
    return Objects.requireNonNull(rows.one());
  }

  private static KeptRequest kept(Row row) {
    @Nullable ByteBuffer body = row.getByteBuffer("body");
    return new KeptRequest(
        Objects.requireNonNull(row.getString("hash")),
        Objects.requireNonNull(row.getString("attempt")),
        row.getLong("began_at"),
        row.getLong("lease_until"),
        body == null ? null : new Answer(row.getInt("status"), bytes(body)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
