package org.gibsey.api.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/** Body of a search as it came in. */
record SearchRequest(
    @Nullable String query, @Nullable Integer limit, @Nullable String mode, @Nullable String book) {
  private static final int DEFAULT_LIMIT = 10;

  PassageQuery in(CollectionDefinition collection) {
    return PassageQuery.in(collection)
        .text(QueryText.of(query, "query"))
        .mode(searchMode())
        .limit(Limits.within("limit", limit, DEFAULT_LIMIT, PassageQuery.HIGHEST_LIMIT))
        .book(book)
        .build();
  }

  private SearchMode searchMode() {
    if (mode == null) {
      return SearchMode.HYBRID;
    }
    for (SearchMode known : SearchMode.values()) {
      if (name(known).equals(mode)) {
        return known;
      }
    }
    throw new Problem(
        ProblemType.INVALID_VALUE,
        "The field 'mode' must be one of "
            + Arrays.stream(SearchMode.values())
                .map(SearchRequest::name)
                .collect(Collectors.joining(", "))
            + ".");
  }

  static String name(SearchMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
