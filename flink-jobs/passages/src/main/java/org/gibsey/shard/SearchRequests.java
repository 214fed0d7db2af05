package org.gibsey.shard;

import org.gibsey.index.Condition;
import org.gibsey.index.PassageQuery;
import org.gibsey.shard.v1.SearchRequest;

/** Makes the request that all shards get. */
final class SearchRequests {
  private SearchRequests() {}

  /** The request without its target. */
  static SearchRequest of(ShardQuestion question) {
    PassageQuery query = question.query();
    SearchRequest.Builder request = SearchRequest.newBuilder().setLimit(query.limit());
    for (Condition condition : query.filter().must()) {
      if (condition instanceof Condition.Equal equal) {
        request.putKeyEquals(equal.column(), equal.value());
      }
    }
    if (query.text() != null) {
      request.setText(query.text());
    }
    float[] vector = query.vector();
    if (vector != null) {
      String model = question.model();
      if (model != null) {
        request.setModel(model);
      }
      for (float component : vector) {
        request.addVector(component);
      }
    }
    return request.build();
  }
}
