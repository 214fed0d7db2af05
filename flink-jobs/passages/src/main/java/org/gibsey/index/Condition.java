package org.gibsey.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row's column must be like. Values are text, read as the column's declared type says: a
 * keyword as it is, a number in decimal, a time as ISO 8601 or in milliseconds since 1970.
 */
public sealed interface Condition {
  /** Key or metadata column; all but key columns must be declared under {@code filters}. */
  String column();

  /** The column has this value. */
  record Equal(String column, String value) implements Condition {}

  /**
   * The column has one of these values.
   *
   * @param values 1 to {@value RowFilter#MOST_VALUES}
   */
  record In(String column, List<String> values) implements Condition {
    public In {
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > RowFilter.MOST_VALUES) {
        throw new InvalidFilterException(
            "the condition on %s has %d values, allowed are 1 to %d"
                .formatted(column, values.size(), RowFilter.MOST_VALUES));
      }
    }
  }

  /**
   * The column, a number or a time, lies between bounds; at least one is given.
   *
   * @param above lower bound, not included
   * @param from lower bound, included; not beside {@code above}
   * @param below upper bound, not included
   * @param to upper bound, included; not beside {@code below}
   */
  record Range(
      String column,
      @Nullable String above,
      @Nullable String from,
      @Nullable String below,
      @Nullable String to)
      implements Condition {
    public Range {
      boolean lower = above != null || from != null;
      boolean upper = below != null || to != null;
      if (!lower && !upper) {
        throw new InvalidFilterException("the range of " + column + " has no bound");
      }
      if ((above != null && from != null) || (below != null && to != null)) {
        throw new InvalidFilterException("the range of " + column + " has a bound twice");
      }
    }
  }

  /** The column has a value. */
  record Exists(String column) implements Condition {}
}
