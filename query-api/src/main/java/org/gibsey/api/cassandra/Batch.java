package org.gibsey.api.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Statements on one partition that are carried out together, if their condition holds. */
public final class Batch {
  private final CassandraConnection connection;
  private final List<Part> parts = new ArrayList<>();

  private record Part(Statement statement, @Nullable Object[] values) {}

  public Batch(CassandraConnection connection) {
    this.connection = connection;
  }

  /** Adds a statement. At least one must have a condition. */
  public Batch add(Statement statement, @Nullable Object... values) {
    parts.add(new Part(statement, values));
    return this;
  }

  /** Carries them out; the first row tells in {@code [applied]} whether the condition held. */
  public CompletionStage<AsyncResultSet> execute() {
    return bound(0, new ArrayList<>())
        .thenCompose(
            bound ->
                connection
                    .session()
                    .executeAsync(
                        BatchStatement.newInstance(DefaultBatchType.UNLOGGED)
                            .addAll(bound)
                            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                            .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                            .setIdempotent(true)));
  }

  private CompletionStage<List<BoundStatement>> bound(int from, List<BoundStatement> done) {
    Part part = parts.get(from);
    return part.statement
        .bind(part.values)
        .thenCompose(
            statement -> {
              done.add(statement);
              return from + 1 < parts.size()
                  ? bound(from + 1, done)
                  : CompletableFuture.completedFuture(done);
            });
  }
}
