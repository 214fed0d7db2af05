package org.gibsey.api.search;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;

/** Keeps searches of a collection whose rows belong to someone to the rows of one owner. */
final class OwnRows {
  /** Most conditions that are added to those of a caller. */
  static final int MOST_CONDITIONS = 1;

  private OwnRows() {}

  /**
   * The filter, and nothing of anybody else: all conditions of {@code must} hold, whatever stands
   * beside them.
   *
   * @param filter what the caller wants
   */
  static RowFilter of(PassageQuery query, RowFilter filter) {
    String column = query.collection().owner();
    if (column == null) {
      return filter;
    }
    String owner = query.owner();
    if (owner == null) {
      throw new IllegalStateException("A search of rows that belong to someone names nobody");
    }
    List<Condition> must = new ArrayList<>(filter.must());
    must.add(new Condition.Equal(column, owner));
    return new RowFilter(must, filter.should(), filter.mustNot());
  }
}
