package org.gibsey.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.ShardsUnavailableException;

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

  /**
   * Answers for the write of somebody else's row as for one that never came: that a row is there is
   * its owner's business.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code NOT_YET_SEARCHABLE}
   */
  static void requireOwnWrite(PassageQuery query, PassageSearch shards, Deadline until) {
    String column = query.collection().owner();
    ReadAfter after = query.after();
    if (column == null || after == null) {
      return;
    }
    try {
      // A row that is gone belongs to nobody any more.
      if (shards
          .row(query.collection().name(), after.rowKey(), until.remaining())
          .filter(hit -> !Objects.equals(hit.fields().get(column), query.owner()))
          .isPresent()) {
        throw SearchPassages.notYetSearchable();
      }
    } catch (ShardsUnavailableException e) {
      throw SearchPassages.indexUnavailable(e);
    }
  }
}
