package org.gibsey.shard;

import io.grpc.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.v2.Outcome;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.WordsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Searches all shards of a collection with the same statistics of the query's words, so that their
 * scores can be compared.
 *
 * <p>A server that has all shards knows them by itself. Of several servers, each is told what was
 * known of all shards before, and answers with what it counts now; only when the words were never
 * asked for, or the counts have changed by more than {@link #TOLERANCE}, it takes another round. As
 * long as nothing is written the statistics stay as they are.
 */
final class LiveSearch {
  /** A change that does not show: that of a word's weight is a hundredth of that of a rare one. */
  private static final double TOLERANCE = 0.05;

  private final Connections connections;
  private final KnownWords known = new KnownWords();

  LiveSearch(Connections connections) {
    this.connections = connections;
  }

  /** See {@link ShardClient#search}. */
  SearchResult search(SearchQuery query, Deadline deadline) throws ShardsUnavailableException {
    ShardQuestion question = ShardQuestion.of(query);
    String text = question.query().text();
    if (text == null) {
      return ask(query, question, deadline).result(query);
    }
    WordStatistics assumed = assumed(query.collection(), text, deadline);
    Answers answers = ask(query, assumed == null ? question : question.with(assumed), deadline);
    WordStatistics counted = answers.statistics();
    if (assumed == null ? answers.responses.size() > 1 : !assumed.isNear(counted, TOLERANCE)) {
      known.put(query.collection(), counted);
      answers = ask(query, question.with(counted), deadline);
    }
    return answers.result(query);
  }

  /** Statistics to begin with, or null when one server has all shards. */
  private @Nullable WordStatistics assumed(String collection, String text, Deadline deadline)
      throws ShardsUnavailableException {
    long servers =
        connections.directory().of(collection).shards().stream()
            .filter(Objects::nonNull)
            .map(Endpoint::address)
            .distinct()
            .count();
    if (servers <= 1) {
      return null;
    }
    WordStatistics before = known.of(collection, WordStatistics.wordsOf(text));
    if (before != null) {
      return before;
    }
    Gathering<WordsResponse> gathering =
        new Gathering<>(
            connections, collection, ShardClient::each, new WordsMethod(text), deadline);
    WordStatistics counted =
        WordStatistics.sum(
            gathering.all().stream()
                .map(response -> WireWords.ofMessage(response.getStatistics()))
                .toList());
    known.put(collection, counted);
    return counted;
  }

  private Answers ask(SearchQuery query, ShardQuestion question, Deadline deadline)
      throws ShardsUnavailableException {
    SearchMethod method =
        new SearchMethod(WireQuestion.toMessage(question), query.after(), deadline);
    Gathering<SearchResponse> gathering =
        new Gathering<>(
            connections,
            query.collection(),
            method::each,
            method,
            // The server says by itself that a wait is over, which takes a moment.
            query.after() == null
                ? deadline
                : deadline.offset(ShardClient.GRACE.toNanos(), TimeUnit.NANOSECONDS));
    return new Answers(gathering.all(), gathering.shardsOfCollection());
  }

  private record Answers(List<SearchResponse> responses, int shards) {
    WordStatistics statistics() {
      return WordStatistics.sum(
          responses.stream()
              .map(response -> WireWords.ofMessage(response.getStatistics()))
              .toList());
    }

    SearchResult result(SearchQuery query) {
      List<FoundPassages> found = responses.stream().map(Wire::ofMessage).toList();
      return new SearchResult(
          MergedHits.of(query, found),
          shards,
          responses.get(0).getIndexVersion(),
          ServedFrom.LIVE,
          newestWriteTime(),
          null);
    }

    private @Nullable Long newestWriteTime() {
      return responses.stream()
          .flatMap(response -> response.getOutcomesList().stream())
          .filter(Outcome::hasNewestWriteTimeMicros)
          .map(Outcome::getNewestWriteTimeMicros)
          .max(Long::compare)
          .orElse(null);
    }
  }
}
