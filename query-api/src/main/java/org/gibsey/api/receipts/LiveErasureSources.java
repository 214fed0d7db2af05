package org.gibsey.api.receipts;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.jspecify.annotations.Nullable;

/** The real stores: Cassandra and Kafka. */
public final class LiveErasureSources implements ErasureSources {
  private static final String AWAY = "Cassandra does not answer.";

  private final CassandraConnection connection;
  private final Patience patience;
  private final Statement facts;
  private final Map<String, Statement> rows = new ConcurrentHashMap<>();
  private final KafkaPlaces kafka;

  /**
   * Stores that need not be there yet.
   *
   * @param brokers bootstrap servers, {@code host:port[,host:port...]}
   * @param group consumer group of the indexing job
   * @param deadline how long one question may take
   */
  public LiveErasureSources(
      CassandraConnection connection, String brokers, String group, Duration deadline) {
    this.connection = connection;
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.facts =
        new Statement(
            connection,
            "SELECT gc_grace_seconds, default_time_to_live FROM system_schema.tables"
                + " WHERE keyspace_name = ? AND table_name = ?");
    this.kafka = new KafkaPlaces(brokers, group, deadline);
  }

  @Override
  public TableFacts table(TableName table) {
    return Optional.ofNullable(
            patience.read(
                () -> facts.first(LiveErasureSources::facts, table.keyspace(), table.table()),
                AWAY))
        .orElseThrow(() -> new IllegalStateException("There is no table " + table));
  }

  private static TableFacts facts(Row row) {
    return new TableFacts(
        Duration.ofSeconds(row.getInt("gc_grace_seconds")),
        Duration.ofSeconds(row.getInt("default_time_to_live")));
  }

  @Override
  public boolean hasRows(CollectionDefinition collection, String partition) {
    Statement any =
        rows.computeIfAbsent(
            collection.name(),
            name ->
                Statement.ofQuorum(
                    connection,
                    "SELECT %s FROM %s WHERE %s = ? LIMIT 1"
                        .formatted(
                            quoted(collection.text()),
                            quoted(collection.source().keyspace())
                                + "."
                                + quoted(collection.source().table()),
                            quoted(collection.partitionKey().getFirst()))));
    return !patience.read(() -> any.all(row -> true, partition), AWAY).isEmpty();
  }

  @Override
  public TopicFacts topic(String topic) throws Exception {
    return kafka.facts(topic);
  }

  @Override
  public Map<Integer, Long> ends(String topic) throws Exception {
    return kafka.ends(topic);
  }

  @Override
  public boolean isCheckpointed(String topic, Map<Integer, Long> ends) throws Exception {
    return kafka.committedBehind(topic, ends);
  }

  @Override
  public @Nullable Integer deadLetters(String text, Instant since) {
    return kafka.deadLetters(text, since);
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
