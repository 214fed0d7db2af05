package org.gibsey.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * A stretch of the rows of one partition, in the order of the clustering columns.
 *
 * @param start where it begins
 * @param end where it ends
 */
public record ClusteringRange(RangeBound start, RangeBound end) {
  /** Whether a row of the partition lies in the range. */
  public boolean covers(KeyColumns key) {
    return start.admits(key, 1) && end.admits(key, -1);
  }

  /** The same text for equal ranges of a table, and another for any other range. */
  public String canonical() {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (RangeBound bound : List.of(start, end)) {
      parts.add(bound.inclusive());
      ArrayNode values = parts.addArray();
      for (BoundValue value : bound.values()) {
        values.add(value.value());
      }
    }
    return parts.toString();
  }
}
