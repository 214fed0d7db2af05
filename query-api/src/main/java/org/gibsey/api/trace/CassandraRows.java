package org.gibsey.api.trace;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;

/** Rows of every collection in Cassandra, and their vectors. */
final class CassandraRows {
  private static final String AWAY = "The row cannot be looked up in Cassandra right now.";

  private final Patience patience;
  private final Map<String, Statement> rows = new HashMap<>();
  private final Map<String, Statement> vectors = new HashMap<>();

  CassandraRows(
      CassandraConnection connection,
      Collection<CollectionDefinition> collections,
      Duration deadline) {
    this.patience = new Patience(deadline, ProblemType.PAGES_UNAVAILABLE);
    for (CollectionDefinition collection : collections) {
      rows.put(
          collection.name(),
          Statement.ofQuorum(
              connection, select(times(collection), collection.source(), collection)));
      TableName table = collection.embeddings();
      if (table != null) {
        vectors.put(
            collection.name(),
            new Statement(
                connection,
                select("model, text_hash, WRITETIME(model) AS version", table, collection)));
      }
    }
  }

  Optional<WrittenRow> row(CollectionDefinition collection, RowKey key) {
    Statement statement = Objects.requireNonNull(rows.get(collection.name()));
    return all(statement, collection, key, row -> written(row, collection)).stream().findFirst();
  }

  Optional<StoredVectors> vectors(CollectionDefinition collection, RowKey key) {
    Statement statement = vectors.get(collection.name());
    if (statement == null) {
      return Optional.empty();
    }
    List<StoredVectors> found = all(statement, collection, key, CassandraRows::vector);
    return found.stream()
        .reduce(
            (one, other) ->
                new StoredVectors(
                    found.size(),
                    one.model(),
                    one.textHash(),
                    Math.max(one.versionTimeMicros(), other.versionTimeMicros())));
  }

  private <T> List<T> all(
      Statement statement, CollectionDefinition collection, RowKey key, Function<Row, T> mapping) {
    Object[] values =
        collection.keyColumns().stream()
            .map(column -> key.columns().path(column).toString())
            .toArray();
    return patience.read(() -> statement.all(mapping, values), AWAY);
  }

  private static WrittenRow written(Row row, CollectionDefinition collection) {
    Map<String, Long> times = new HashMap<>();
    int index = 0;
    for (String column : collection.valueColumns()) {
      if (!row.isNull(index)) {
        times.put(column, row.getLong(index));
      }
      index++;
    }
    return new WrittenRow(times, collection.isOwned() ? row.getString(index) : null);
  }

  private static StoredVectors vector(Row row) {
    return new StoredVectors(
        1,
        Objects.requireNonNull(row.getString("model")),
        Objects.requireNonNull(row.getString("text_hash")),
        row.getLong("version"));
  }

  private static String times(CollectionDefinition collection) {
    // Of a collection's cells the newest one counts. Whose the row is comes last.
    return Stream.concat(
            collection.valueColumns().stream()
                .map(column -> "MAXWRITETIME(" + quoted(column) + ")"),
            Stream.ofNullable(collection.owner()).map(CassandraRows::quoted))
        .collect(Collectors.joining(", "));
  }

  private static String select(String what, TableName from, CollectionDefinition collection) {
    return "SELECT "
        + what
        + " FROM "
        + quoted(from.keyspace())
        + "."
        + quoted(from.table())
        + " WHERE "
        + collection.keyColumns().stream()
            .map(column -> quoted(column) + " = fromJson(?)")
            .collect(Collectors.joining(" AND "));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
