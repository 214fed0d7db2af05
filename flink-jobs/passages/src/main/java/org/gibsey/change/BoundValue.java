package org.gibsey.change;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value of one clustering column at the end of a range.
 *
 * @param column name of the column
 * @param value its value as text
 * @param number true when the column orders by number, false when by the bytes of its UTF-8 text
 */
public record BoundValue(String column, String value, boolean number) {
  /** Compares a row's value of this column with this one, in Cassandra's order. */
  int compareFrom(String rowValue) {
    return number
        ? new BigDecimal(rowValue).compareTo(new BigDecimal(value))
        : Arrays.compareUnsigned(
            rowValue.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
