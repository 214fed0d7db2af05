package org.gibsey.index;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;

/**
 * What one collection's index is like.
 *
 * @param keyColumns the table's key columns in declared order; empty when unknown, and then a
 *     filter by a column that does not exist finds nothing instead of being refused
 * @param filters filterable columns and their types; key columns that are not named here are
 *     keywords
 * @param vectors what the graph of new segments compares
 */
public record IndexDefinition(
    List<String> keyColumns, Map<String, FieldType> filters, VectorEncoding vectors)
    implements Serializable {
  /** Filters by key columns alone, vectors as they are. */
  public static final IndexDefinition DEFAULT =
      new IndexDefinition(List.of(), Map.of(), VectorEncoding.FLOAT32);

  public IndexDefinition {
    keyColumns = List.copyOf(keyColumns);
    filters = Map.copyOf(filters);
  }

  /** What a configured collection's index is like. */
  public static IndexDefinition of(CollectionDefinition collection, VectorEncoding vectors) {
    return new IndexDefinition(collection.keyColumns(), collection.filters(), vectors);
  }
}
