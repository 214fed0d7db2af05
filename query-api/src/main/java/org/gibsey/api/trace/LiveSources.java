package org.gibsey.api.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;

/** The real stores: Cassandra and Kafka. */
public final class LiveSources implements RowSources {
  private final CassandraRows cassandra;
  private final ChangeLog kafka;

  /**
   * Stores that need not be there yet.
   *
   * @param brokers bootstrap servers, {@code host:port[,host:port...]}
   * @param deadline how long one question to Cassandra may take
   */
  public LiveSources(
      CassandraConnection connection, String brokers, Collections collections, Duration deadline) {
    this.cassandra = new CassandraRows(connection, collections.definitions(), deadline);
    this.kafka = new ChangeLog(brokers, collections);
  }

  @Override
  public Optional<WrittenRow> written(CollectionDefinition collection, RowKey key) {
    return cassandra.row(collection, key);
  }

  @Override
  public Optional<StoredVectors> vectors(CollectionDefinition collection, RowKey key) {
    return cassandra.vectors(collection, key);
  }

  @Override
  public LogFindings log(
      CollectionDefinition collection, RowKey key, Instant since, @Nullable SourcePosition known) {
    return kafka.look(collection, key, since, known);
  }
}
