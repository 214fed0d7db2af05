package org.gibsey.indexing.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.gibsey.row.EmbeddedRow;
import org.jspecify.annotations.Nullable;

/** What an index must hold, as a plain map: of every row the newest version, gone or not. */
final class RowModel {
  private final TreeMap<String, EmbeddedRow> newest = new TreeMap<>();

  void apply(EmbeddedRow row) {
    newest.merge(
        id(row),
        row,
        (held, next) ->
            next.row().versionTimeMicros() >= held.row().versionTimeMicros() ? next : held);
  }

  void applyAll(Collection<EmbeddedRow> rows) {
    rows.forEach(this::apply);
  }

  RowModel copy() {
    RowModel copy = new RowModel();
    copy.newest.putAll(newest);
    return copy;
  }

  /** Forgets a collection altogether, its deletions too. */
  void drop(String collection) {
    newest.values().removeIf(row -> row.row().collection().equals(collection));
  }

  /** Every row that was ever seen, in its newest version. */
  List<EmbeddedRow> newest() {
    return new ArrayList<>(newest.values());
  }

  List<EmbeddedRow> searchable(String collection) {
    return of(collection).stream().filter(row -> row.row().searchable()).toList();
  }

  List<EmbeddedRow> gone(String collection) {
    return of(collection).stream().filter(row -> !row.row().searchable()).toList();
  }

  /** Newest version time of the collection, deletions included, or null when there is none. */
  @Nullable Long newestTime(String collection) {
    return of(collection).stream()
        .map(row -> row.row().versionTimeMicros())
        .max(Long::compare)
        .orElse(null);
  }

  private List<EmbeddedRow> of(String collection) {
    return newest.values().stream()
        .filter(row -> row.row().collection().equals(collection))
        .toList();
  }

  private static String id(EmbeddedRow row) {
    return row.row().collection() + row.row().rowKey();
  }
}
