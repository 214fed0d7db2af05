package org.gibsey.index;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;

/**
 * What one collection's index is like.
 *
 * @param filters filterable columns and their types; key columns that are not named here are
 *     keywords
 * @param vectors what the graph of new segments compares
 */
public record IndexDefinition(Map<String, FieldType> filters, VectorEncoding vectors)
    implements Serializable {
  /** Filters by key columns alone, vectors as they are. */
  public static final IndexDefinition DEFAULT =
      new IndexDefinition(Map.of(), VectorEncoding.FLOAT32);

  public IndexDefinition {
    filters = Map.copyOf(new TreeMap<>(filters));
  }
}
