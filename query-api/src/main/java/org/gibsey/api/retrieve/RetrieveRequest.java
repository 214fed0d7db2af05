package org.gibsey.api.retrieve;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.Choice;
import org.gibsey.api.search.FilterBody;
import org.gibsey.api.search.Limits;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.QueryText;
import org.gibsey.api.search.UpToBody;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/** Body of a retrieval as it came in; only the query must be there. */
record RetrieveRequest(
    @Nullable String query,
    @Nullable String collection,
    @Nullable String book,
    @Nullable UpToBody upTo,
    @Nullable JsonNode filter,
    @Nullable Integer tokenBudget,
    @Nullable Integer limit,
    @Nullable String mode) {
  private static final String PAGES = "pages";
  private static final int DEFAULT_LIMIT = 20;
  private static final int DEFAULT_TOKENS = 1_000;
  private static final int FEWEST_TOKENS = 50;
  private static final int MOST_TOKENS = 8_000;

  String collectionName() {
    return collection == null ? PAGES : collection;
  }

  PassageQuery in(CollectionDefinition where, Caller caller) {
    return PassageQuery.in(where)
        .owner(caller.id())
        .text(QueryText.of(query, "query"))
        .mode(Choice.of("mode", mode, SearchMode.class, SearchMode.HYBRID))
        .grouping(Grouping.PASSAGE)
        .limit(Limits.within("limit", limit, DEFAULT_LIMIT, PassageQuery.HIGHEST_LIMIT))
        .filter(FilterBody.of(filter, where))
        .book(book)
        .upTo(UpToBody.checked(upTo))
        .build();
  }

  int budget() {
    int tokens = tokenBudget == null ? DEFAULT_TOKENS : tokenBudget;
    if (tokens < FEWEST_TOKENS || tokens > MOST_TOKENS) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'token_budget' is %d, allowed are %d to %d."
              .formatted(tokens, FEWEST_TOKENS, MOST_TOKENS));
    }
    return tokens;
  }
}
