package org.gibsey.shard;

import org.gibsey.index.Condition;
import org.gibsey.shard.v1.SearchRequest;

/** Makes the request that all shards get. */
final class SearchRequests {
  private static final int HIGHEST_LIMIT = 1_000;

  // No deeper than needed: far down, the lists agree on rows that are wrong in the same way, and
  // two low ranks would beat one first rank. Measured in docs/adr/0009-short-list-fusion.md.
  private static final int LEAST_FUSION_DEPTH = 10;

  private SearchRequests() {}

  /**
   * The request without its target.
   *
   * @throws IllegalArgumentException when the limit is out of its range or the vector is missing
   */
  static SearchRequest of(SearchQuery query) {
    if (query.limit() < 1 || query.limit() > HIGHEST_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to 1000, not " + query.limit());
    }
    SearchRequest.Builder request = SearchRequest.newBuilder().setLimit(depth(query));
    for (Condition condition : query.filter().must()) {
      if (condition instanceof Condition.Equal equal) {
        request.putKeyEquals(equal.column(), equal.value());
      }
    }
    if (query.mode() != SearchMode.VECTOR) {
      request.setText(query.text());
    }
    if (query.mode() != SearchMode.TEXT) {
      addVector(request, query);
    }
    return request.build();
  }

  private static void addVector(SearchRequest.Builder request, SearchQuery query) {
    float[] vector = query.vector();
    if (vector == null || vector.length == 0) {
      throw new IllegalArgumentException("mode " + query.mode() + " needs a vector");
    }
    String model = query.model();
    if (model != null) {
      request.setModel(model);
    }
    for (float component : vector) {
      request.addVector(component);
    }
  }

  private static int depth(SearchQuery query) {
    return query.mode() == SearchMode.HYBRID
        ? Math.max(LEAST_FUSION_DEPTH, query.limit())
        : query.limit();
  }
}
