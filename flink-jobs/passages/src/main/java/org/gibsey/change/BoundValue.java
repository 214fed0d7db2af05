package org.gibsey.change;

/**
 * The value of one clustering column at the end of a range.
 *
 * @param column name of the column
 * @param value its value as text; of a {@link ClusteringOrder#NUMBER} its decimal digits
 * @param order how Cassandra orders the column's values
 * @param descending whether the column clusters in the reverse of that order
 */
public record BoundValue(String column, String value, ClusteringOrder order, boolean descending) {
  /** Compares a row's value of this column with this one, in the order of the table. */
  int compareFrom(String rowValue) {
    int compared = order.compare(rowValue, value);
    return descending ? -Integer.signum(compared) : compared;
  }
}
