package org.gibsey.collection;

import java.io.Serializable;
import java.util.Collections;
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
 * @param filters columns that searches can be narrowed by, and how they are compared: key or
 *     metadata columns; a key column that is not named here is a keyword
 * @param maxChars longest text in UTF-16 units; a longer one is refused
 * @param chunk how a text is cut
 * @param embeddings table that keeps the vectors of the passages, or null for none
 */
public record CollectionDefinition(
    String name,
    TableName source,
    List<String> partitionKey,
    List<String> clusteringKey,
    String text,
    @Nullable String title,
    List<String> metadata,
    Map<String, FieldType> filters,
    int maxChars,
    ChunkSettings chunk,
    @Nullable TableName embeddings)
    implements Serializable {

  public CollectionDefinition {
    partitionKey = List.copyOf(partitionKey);
    clusteringKey = List.copyOf(clusteringKey);
    metadata = List.copyOf(metadata);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
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
    if (text.equals(title) || metadata.contains(text)) {
      throw new IllegalArgumentException(
          "text is '" + text + "', which may be neither title nor metadata");
    }
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
