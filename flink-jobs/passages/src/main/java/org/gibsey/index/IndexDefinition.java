package org.gibsey.index;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;
import org.jspecify.annotations.Nullable;

/**
 * What one collection's index is like.
 *
 * @param keyColumns the table's key columns in declared order; empty when unknown, and then a
 *     filter by a column that does not exist finds nothing instead of being refused
 * @param filters filterable columns and their types; key columns that are not named here are
 *     keywords
 * @param vectors what the graph of new segments compares
 * @param eraseWithin longest time that the files hold what was deleted, up to the checkpoint after
 *     it; null to leave that to the merges that the index needs anyway, which may never come
 */
public record IndexDefinition(
    List<String> keyColumns,
    Map<String, FieldType> filters,
    VectorEncoding vectors,
    @Nullable Duration eraseWithin)
    implements Serializable {
  /** What belongs to someone is erased within this time of its deletion. */
  public static final Duration ERASE_OWNED_WITHIN = Duration.ofHours(1);

  /** Filters by key columns alone, vectors as they are. */
  public static final IndexDefinition DEFAULT =
      new IndexDefinition(List.of(), Map.of(), VectorEncoding.FLOAT32);

  public IndexDefinition {
    keyColumns = List.copyOf(keyColumns);
    filters = Map.copyOf(filters);
  }

  /** An index that leaves erasing to its merges. */
  public IndexDefinition(
      List<String> keyColumns, Map<String, FieldType> filters, VectorEncoding vectors) {
    this(keyColumns, filters, vectors, null);
  }

  /** What a configured collection's index is like. */
  public static IndexDefinition of(CollectionDefinition collection, VectorEncoding vectors) {
    return new IndexDefinition(
        collection.keyColumns(),
        collection.filters(),
        vectors,
        collection.isOwned() ? ERASE_OWNED_WITHIN : null);
  }
}
