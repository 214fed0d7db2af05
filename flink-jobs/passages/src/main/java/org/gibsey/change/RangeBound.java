package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One end of a range of rows.
 *
 * @param values the first clustering columns in their order; none for an end that is open
 * @param inclusive whether rows that equal all of {@code values} belong to the range
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RangeBound(BoundValue[] values, boolean inclusive) {
  /**
   * Whether a row lies on the inner side of this end.
   *
   * @param key the row's key columns
   * @param inner sign of the comparison of an inner row with this end: 1 for a start, -1 for an end
   */
  boolean admits(KeyColumns key, int inner) {
    for (BoundValue bound : values) {
      JsonNode value = key.column(bound.column());
      if (!bound.order().accepts(value)) {
        return false; // a key of another type lies in no such range
      }
      int compared = bound.compareFrom(value.asText());
      if (compared != 0) {
        return Integer.signum(compared) == inner;
      }
    }
    return inclusive || values.length == 0;
  }
}
