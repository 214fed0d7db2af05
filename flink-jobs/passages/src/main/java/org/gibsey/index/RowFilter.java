package org.gibsey.index;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which rows may be found.
 *
 * @param must conditions that all hold
 * @param should conditions of which at least one holds; none when empty
 * @param mustNot conditions of which none holds
 */
public record RowFilter(List<Condition> must, List<Condition> should, List<Condition> mustNot) {
  /** Lets every row be found. */
  public static final RowFilter NONE = new RowFilter(List.of(), List.of(), List.of());

  /** Most conditions of a filter. */
  public static final int MOST_CONDITIONS = 64;

  /** Most values of one condition. */
  public static final int MOST_VALUES = 256;

  public RowFilter {
    must = List.copyOf(must);
    should = List.copyOf(should);
    mustNot = List.copyOf(mustNot);
    int conditions = must.size() + should.size() + mustNot.size();
    if (conditions > MOST_CONDITIONS) {
      throw new InvalidFilterException(
          "the filter has %d conditions, allowed are %d".formatted(conditions, MOST_CONDITIONS));
    }
  }

  /** Rows whose columns have exactly these values. */
  public static RowFilter equal(Map<String, String> columns) {
    return new RowFilter(
        columns.entrySet().stream()
            .<Condition>map(column -> new Condition.Equal(column.getKey(), column.getValue()))
            .toList(),
        List.of(),
        List.of());
  }

  public boolean isEmpty() {
    return must.isEmpty() && should.isEmpty() && mustNot.isEmpty();
  }

  /** Every condition, wherever it stands. */
  public Stream<Condition> conditions() {
    return Stream.of(must, should, mustNot).flatMap(List::stream);
  }
}
