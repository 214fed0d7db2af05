package org.gibsey.tools.path;

import java.util.List;
import java.util.Optional;
import org.gibsey.tools.search.Hit;
import org.gibsey.tools.search.SearchApi;

/** Searches for one row. */
final class RowSearch {

  private static final int LIMIT = 20;

  private final SearchApi api;
  private final TestRow row;

  RowSearch(SearchApi api, TestRow row) {
    this.api = api;
    this.row = row;
  }

  /** The row, if the query finds it. */
  Optional<Hit> find(String query, String mode) {
    return api.search(query, mode, LIMIT).stream()
        .flatMap(List::stream)
        .filter(this::isRow)
        .findFirst();
  }

  /** The row, if one of its passages holds the word. */
  Optional<Hit> byWord(String word) {
    return find(word, "text").filter(hit -> hit.passage().contains(word));
  }

  /** Whether the API answers, and does not find the row; an API that is away proves nothing. */
  boolean isGone(String word) {
    return api.search(word, "text", LIMIT)
        .filter(hits -> hits.stream().noneMatch(this::isRow))
        .isPresent();
  }

  private boolean isRow(Hit hit) {
    return hit.bookId().equals(row.bookId()) && hit.pageNum() == row.pageNum();
  }
}
