package org.gibsey.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteToken;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;
import org.gibsey.shard.Fusion;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/** Body of a search as it came in; every field may be missing, but not both query and vector. */
@SuppressWarnings("ArrayRecordComponent") // only read, never compared
record SearchRequest(
    @Nullable String query,
    @JsonDeserialize(using = VectorReader.class) float @Nullable [] vector,
    @Nullable String mode,
    @Nullable FusionBody fusion,
    @Nullable String groupBy,
    @Nullable Integer limit,
    @Nullable String page,
    @Nullable JsonNode filter,
    @Nullable String book,
    @Nullable UpToBody upTo,
    @Nullable Double scoreThreshold,
    @Nullable Boolean exact,
    @Nullable Integer candidates,
    @Nullable Boolean withVectors,
    @Nullable Boolean highlight,
    @Nullable String minToken) {
  private static final int DEFAULT_LIMIT = 10;

  /**
   * The search that is meant.
   *
   * @param dimension of the collection's vectors
   * @param caller who searches
   * @throws Problem when a field is out of its range, or does not fit the collection or another one
   */
  PassageQuery in(CollectionDefinition collection, int dimension, Caller caller) {
    PassageQueryBuilder search =
        PassageQuery.in(collection)
            .owner(caller.id())
            .text(vector == null || query != null ? QueryText.of(query, "query") : null)
            .vector(vector == null ? null : GivenVector.unit(vector, dimension))
            .mode(searchMode())
            .fusion(weights())
            .grouping(Choice.of("group_by", groupBy, Grouping.class, Grouping.ROW))
            .limit(Limits.within("limit", limit, DEFAULT_LIMIT, PassageQuery.HIGHEST_LIMIT))
            .filter(FilterBody.of(filter, collection))
            .book(book)
            .upTo(UpToBody.checked(upTo))
            .scoreThreshold(lowestScore())
            .exact(Boolean.TRUE.equals(exact))
            .candidates(vectorsKept())
            .withVectors(Boolean.TRUE.equals(withVectors))
            .highlight(Boolean.TRUE.equals(highlight))
            .after(minToken == null ? null : WriteToken.parse(minToken).in(collection.name()));
    PassageQuery first = search.build();
    if (page == null) {
      return first;
    }
    int offset = PageCursor.offset(page, first);
    return search
        .offset(offset)
        .limit(Math.min(first.limit(), PassageQuery.DEEPEST - offset))
        .build();
  }

  private SearchMode searchMode() {
    SearchMode wanted =
        Choice.of(
            "mode",
            mode,
            SearchMode.class,
            query == null && vector != null ? SearchMode.VECTOR : SearchMode.HYBRID);
    if (wanted != SearchMode.VECTOR && query == null && vector != null) {
      throw invalid(
          "The field 'query' is missing, whose words this mode needs; or use mode vector.");
    }
    if (wanted == SearchMode.TEXT && vector != null) {
      throw invalid("The mode text makes no use of the field 'vector'; leave it out.");
    }
    return wanted;
  }

  private Fusion weights() {
    if (fusion == null) {
      return Fusion.DEFAULT;
    }
    if (searchMode() != SearchMode.HYBRID) {
      throw invalid("Only the mode hybrid makes use of the field 'fusion'; leave it out.");
    }
    return fusion.checked();
  }

  private @Nullable Double lowestScore() {
    if (scoreThreshold != null && !Double.isFinite(scoreThreshold)) {
      throw invalid("The field 'score_threshold' is out of range.");
    }
    return scoreThreshold;
  }

  private int vectorsKept() {
    return candidates == null
        ? 0
        : Limits.within("candidates", candidates, 1, PassageQuery.MOST_CANDIDATES);
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
