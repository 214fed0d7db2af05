package org.gibsey.api.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One CQL statement, prepared when it is first used and again after preparing has failed. */
public final class Statement {
  private final CassandraConnection connection;
  private final SimpleStatement cql;
  private final AtomicReference<@Nullable CompletableFuture<PreparedStatement>> prepared =
      new AtomicReference<>();

  /** A statement with the driver's own consistency, which suits reading what nobody waits for. */
  public Statement(CassandraConnection connection, String cql) {
    this(connection, SimpleStatement.newInstance(cql));
  }

  private Statement(CassandraConnection connection, SimpleStatement cql) {
    this.connection = connection;
    this.cql = cql;
  }

  /**
   * A statement that a majority of the local replicas must have carried out; a read sees every such
   * write that was acknowledged before. Safe to be sent again: a write must name its time or a
   * condition.
   */
  public static Statement ofQuorum(CassandraConnection connection, String cql) {
    return new Statement(
        connection,
        SimpleStatement.newInstance(cql)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
            .setIdempotent(true));
  }

  /**
   * A read that comes after every conditional write of its partition that was acknowledged before,
   * and settles one whose outcome nobody learnt: it is seen now or it is not going to be, unless
   * its coordinator is still at it.
   */
  public static Statement ofSerial(CassandraConnection connection, String cql) {
    return new Statement(
        connection,
        SimpleStatement.newInstance(cql)
            .setConsistencyLevel(DefaultConsistencyLevel.SERIAL)
            .setIdempotent(true));
  }

  /**
   * A write under a condition that holds for all datacenters. Never sent again by the driver, so
   * that whoever sends it knows how often it was sent.
   */
  public static Statement ofConsensus(CassandraConnection connection, String cql) {
    return new Statement(
        connection,
        SimpleStatement.newInstance(cql)
            .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
            .setSerialConsistencyLevel(DefaultConsistencyLevel.SERIAL)
            .setIdempotent(false));
  }

  /** The first row, mapped, or null when there is none. */
  public <T> CompletionStage<@Nullable T> first(
      Function<Row, T> mapping, @Nullable Object... values) {
    return execute(values)
        .thenApply(
            rows -> {
              @Nullable Row row = rows.one();
              return row == null ? null : mapping.apply(row);
            });
  }

  /** All rows in order, mapped. */
  public <T> CompletionStage<List<T>> all(Function<Row, T> mapping, @Nullable Object... values) {
    List<T> found = new ArrayList<>();
    return execute(values).thenCompose(rows -> drain(rows, mapping, found));
  }

  private static <T> CompletionStage<List<T>> drain(
      AsyncResultSet rows, Function<Row, T> mapping, List<T> found) {
    rows.currentPage().forEach(row -> found.add(mapping.apply(row)));
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(next -> drain(next, mapping, found))
        : CompletableFuture.completedFuture(found);
  }

  /** Runs it for its effect, or for its first page of rows. */
  public CompletionStage<AsyncResultSet> execute(@Nullable Object... values) {
    return bind(values).thenCompose(bound -> connection.session().executeAsync(bound));
  }

  /** The statement with its values, for a {@link Batch}. */
  CompletionStage<BoundStatement> bind(@Nullable Object... values) {
    return prepare().thenApply(statement -> statement.bind(values));
  }

  /** Fails until the table exists, and succeeds from then on. */
  private CompletableFuture<PreparedStatement> prepare() {
    @Nullable CompletableFuture<PreparedStatement> current = prepared.get();
    if (current != null && !current.isCompletedExceptionally()) {
      return current;
    }
    CompletableFuture<PreparedStatement> fresh =
        connection.session().prepareAsync(cql).toCompletableFuture();
    prepared.set(fresh);
    return fresh;
  }
}
