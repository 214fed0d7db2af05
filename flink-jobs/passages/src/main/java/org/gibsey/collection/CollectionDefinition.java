package org.gibsey.collection;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table whose rows are searchable.
 *
 * @param name name of the collection, as in URLs and shard keys
 * @param source the table
 * @param partitionKey its partition key columns in declared order, at least one
 * @param clusteringKey its clustering columns in declared order; empty when it has none
 * @param text the column that is cut into passages
 * @param title the column put before every passage when it is embedded, or null
 * @param metadata columns returned with a hit
 * @param owner the column that tells whose a row is, who alone may find it, a keyword of {@code
 *     filters}; or null when every reader may find every row
 * @param filters columns that searches can be narrowed by, and how they are compared: key or
 *     metadata columns; a key column that is not named here is a keyword
 * @param maxChars longest text in UTF-16 units; a longer one is refused
 * @param chunk how a text is cut
 * @param embeddings table that keeps the vectors of the passages, or null for none
 * @param shards logical shards, 1 to {@value Collections#MAX_SHARDS}
 */
public record CollectionDefinition(
    String name,
    TableName source,
    List<String> partitionKey,
    List<String> clusteringKey,
    String text,
    @Nullable String title,
    List<String> metadata,
    @Nullable String owner,
    Map<String, FieldType> filters,
    int maxChars,
    ChunkSettings chunk,
    @Nullable TableName embeddings,
    int shards)
    implements Serializable {

  public CollectionDefinition {
    partitionKey = List.copyOf(partitionKey);
    clusteringKey = List.copyOf(clusteringKey);
    metadata = List.copyOf(metadata);
    filters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    if (partitionKey.isEmpty()) {
      throw new IllegalArgumentException("partition_key is empty, it needs at least one column");
    }
    refuseTwice("partition_key and clustering_key", keyColumns(partitionKey, clusteringKey));
    refuseTwice("metadata", metadata);
    Set<String> keys = Set.copyOf(keyColumns(partitionKey, clusteringKey));
    Stream.concat(Stream.of(text), Stream.concat(Stream.ofNullable(title), metadata.stream()))
        .filter(keys::contains)
        .findFirst()
        .ifPresent(
            column -> {
              throw new IllegalArgumentException(
                  "column '" + column + "' is a key column, which every hit carries already");
            });
    for (String filter : filters.keySet()) {
      if (!keys.contains(filter) && !metadata.contains(filter)) {
        throw new IllegalArgumentException(
            "filters names '" + filter + "', which is neither a key nor a metadata column");
      }
    }
    if (owner != null && filters.get(owner) != FieldType.KEYWORD) {
      throw new IllegalArgumentException(
          "owner is '" + owner + "', which must be a keyword under filters");
    }
    if (shards < 1 || shards > Collections.MAX_SHARDS) {
      throw new IllegalArgumentException(
          "shards is " + shards + ", allowed are 1 to " + Collections.MAX_SHARDS);
    }
    if (text.equals(title) || metadata.contains(text)) {
      throw new IllegalArgumentException(
          "text is '" + text + "', which may be neither title nor metadata");
    }
  }

  /** Whether a row belongs to someone, who alone may find it. */
  public boolean isOwned() {
    return owner != null;
  }

  /** Partition and clustering columns, in declared order. */
  public List<String> keyColumns() {
    return keyColumns(partitionKey, clusteringKey);
  }

  /** The columns that are read beside the key: text, title and metadata, each once. */
  public Set<String> valueColumns() {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(text);
    Optional.ofNullable(title).ifPresent(columns::add);
    columns.addAll(metadata);
    return columns;
  }

  /** The Kafka topic of the table's change events: {@code <prefix>.<keyspace>.<table>}. */
  public String topic(String prefix) {
    return prefix + "." + source;
  }

  private static List<String> keyColumns(List<String> partition, List<String> clustering) {
    return Stream.concat(partition.stream(), clustering.stream()).toList();
  }

  private static void refuseTwice(String key, List<String> columns) {
    if (Set.copyOf(columns).size() != columns.size()) {
      throw new IllegalArgumentException(
          key + " is " + columns + ", a column may stand there once");
    }
  }
}
