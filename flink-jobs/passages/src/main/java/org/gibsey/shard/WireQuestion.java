package org.gibsey.shard;

import org.gibsey.index.Grouping;
import org.gibsey.index.PassageDetails;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.v2.SearchRequest;
import org.jspecify.annotations.Nullable;

/** Questions to shards as messages, and back. */
final class WireQuestion {
  private WireQuestion() {}

  /** The request without its targets. */
  static SearchRequest toMessage(ShardQuestion question) {
    PassageQuery query = question.query();
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setLimit(query.limit())
            .setCandidates(query.candidates())
            .setExact(query.exact())
            .setGrouping(toMessage(query.grouping()))
            .setWithVectors(query.details().vector());
    if (!query.filter().isEmpty()) {
      request.setFilter(WireFilter.toMessage(query.filter()));
    }
    String text = query.text();
    if (text != null) {
      request.setText(text);
    }
    float[] vector = query.vector();
    if (vector != null) {
      request.setVector(WireVector.toBytes(vector));
    }
    String model = question.model();
    if (model != null) {
      request.setModel(model);
    }
    String highlight = query.details().highlight();
    if (highlight != null) {
      request.setHighlight(highlight);
    }
    @Nullable WordStatistics statistics = query.statistics();
    if (statistics != null) {
      request.setStatistics(WireWords.toMessage(statistics));
    }
    return request.build();
  }

  /**
   * The question in a request.
   *
   * @throws IllegalArgumentException when it is none that a shard could answer
   */
  static ShardQuestion ofMessage(SearchRequest request) {
    PassageQuery query =
        new PassageQuery(
            request.hasText() ? request.getText() : null,
            WireVector.ofBytes(request.getVector()),
            WireFilter.ofMessage(request.getFilter()),
            request.getLimit(),
            ofMessage(request.getGrouping()),
            request.getCandidates(),
            request.getExact(),
            new PassageDetails(
                request.getWithVectors(), request.hasHighlight() ? request.getHighlight() : null),
            request.hasStatistics() ? WireWords.ofMessage(request.getStatistics()) : null);
    return new ShardQuestion(query, request.hasModel() ? request.getModel() : null);
  }

  private static org.gibsey.shard.v2.Grouping toMessage(Grouping grouping) {
    return switch (grouping) {
      case ROW -> org.gibsey.shard.v2.Grouping.ROW;
      case PASSAGE -> org.gibsey.shard.v2.Grouping.PASSAGE;
    };
  }

  private static Grouping ofMessage(org.gibsey.shard.v2.Grouping message) {
    return switch (message) {
      case ROW -> Grouping.ROW;
      case PASSAGE -> Grouping.PASSAGE;
      case UNRECOGNIZED -> throw new IllegalArgumentException("unknown grouping");
    };
  }
}
