package org.gibsey.api.trace;

import java.time.Instant;
import java.util.Optional;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/** The stores that a row passes before it is in the index. Safe for use by many threads. */
public interface RowSources {
  /**
   * The row in Cassandra, or empty.
   *
   * @throws org.gibsey.api.http.Problem when Cassandra does not answer
   */
  Optional<WrittenRow> written(CollectionDefinition collection, RowKey key);

  /**
   * Its vectors in Cassandra; empty when there are none, or the collection keeps none.
   *
   * @throws org.gibsey.api.http.Problem when Cassandra does not answer
   */
  Optional<StoredVectors> vectors(CollectionDefinition collection, RowKey key);

  /**
   * Its changes and dead letters in Kafka.
   *
   * @param since records before are passed over
   * @param known where its newest change lies, when the index knows that; otherwise null
   * @throws org.gibsey.api.http.Problem of the type {@code OVERLOADED} when too many look already
   */
  LogFindings log(
      CollectionDefinition collection, RowKey key, Instant since, @Nullable SourcePosition known);
}
