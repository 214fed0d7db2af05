package org.gibsey.indexing.cache;

import com.datastax.driver.core.BoundStatement;
import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.ResultSetFuture;
import com.datastax.driver.core.Row;
import com.datastax.driver.core.Statement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.table.CassandraCluster;
import org.jspecify.annotations.Nullable;

/** Vectors in a Cassandra table: a row for each key. */
public final class CassandraVectors implements VectorStore {
  private final CassandraConnection connection;

  private CassandraVectors(CassandraConnection connection) {
    this.connection = connection;
  }

  /**
   * A store in a table with the columns of {@code gibsey.embedding_cache} in {@code
   * deploy/schema.cql}.
   */
  public static Factory in(CassandraCluster cluster, TableName table) {
    return () -> new CassandraVectors(CassandraConnection.open(cluster, table));
  }

  @Override
  public boolean awaitConnection(Duration atMost) throws InterruptedException {
    return connection.await(atMost);
  }

  @Override
  public CompletableFuture<Optional<StoredVectors>> read(VectorKey key) {
    return run(
        session -> session.select().bind(key.model(), key.textHash(), key.chunking()),
        rows -> Optional.ofNullable(rows.one()).map(CassandraVectors::stored));
  }

  /** A column that is null is a damaged entry: no vectors have this dimension or fit no bytes. */
  private static StoredVectors stored(Row row) {
    ByteBuffer bytes = row.getBytes("vectors");
    return new StoredVectors(
        row.getInt("dimension"), bytes == null ? ByteBuffer.allocate(0) : bytes);
  }

  @Override
  public CompletableFuture<@Nullable Void> write(VectorKey key, StoredVectors vectors) {
    return run(
        session ->
            session
                .insert()
                .bind(
                    key.model(),
                    key.textHash(),
                    key.chunking(),
                    vectors.dimension(),
                    vectors.bytes().duplicate()),
        rows -> null);
  }

  @Override
  public void close() {
    connection.close();
  }

  private <T extends @Nullable Object> CompletableFuture<T> run(
      Function<CassandraConnection.Open, BoundStatement> binding, Function<ResultSet, T> result) {
    CassandraConnection.Open open = connection.current();
    if (open == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("Cassandra was not reached yet"));
    }
    Statement statement = binding.apply(open).setIdempotent(true);
    ResultSetFuture answer = open.session().executeAsync(statement);
    CompletableFuture<T> future = new CompletableFuture<>();
    answer.addListener(
        () -> {
          try {
            future.complete(result.apply(answer.getUninterruptibly()));
          } catch (RuntimeException e) {
            future.completeExceptionally(e);
          }
        },
        Runnable::run);
    return future;
  }
}
