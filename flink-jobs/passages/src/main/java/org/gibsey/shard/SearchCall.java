package org.gibsey.shard;

import io.grpc.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.RankedPassage;
import org.gibsey.index.RankedSearch;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.v2.Outcome;
import org.gibsey.shard.v2.SearchRequest;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.Target;
import org.gibsey.shard.v2.WordsRequest;
import org.gibsey.shard.v2.WordsResponse;

/**
 * Searches some shards of a server and merges what they found, so that no passage is read or
 * travels that the caller would throw away.
 */
final class SearchCall {
  private final ServedShards shards;
  private final Workers workers;

  SearchCall(ServedShards shards, Workers workers) {
    this.shards = shards;
    this.workers = workers;
  }

  /**
   * The answer of those shards that are served here in the epoch that the caller believes in.
   *
   * @throws IllegalArgumentException when the request is none
   * @throws ExecutionException when a shard failed or refused the question
   */
  SearchResponse answer(SearchRequest request)
      throws IOException, ExecutionException, InterruptedException {
    ShardQuestion asked = WireQuestion.ofMessage(request);
    SearchResponse.Builder response =
        SearchResponse.newBuilder().setIndexVersion(shards.indexVersion());
    List<PassageIndex> served = served(request.getTargetsList(), response::addOutcomes);
    String text = asked.query().text();
    if (text != null) {
      WordStatistics counted = statistics(served, text);
      response.setStatistics(WireWords.toMessage(counted));
      asked = request.hasStatistics() ? asked : asked.with(counted);
    }
    ShardQuestion question = asked;
    Queue<RankedSearch> found = new ConcurrentLinkedQueue<>();
    List<Callable<Boolean>> parts = new ArrayList<>(served.size());
    Context call = Context.current();
    for (PassageIndex index : served) {
      parts.add(() -> found.add(question.rank(index, call::isCancelled)));
    }
    try {
      workers.all(parts);
      int limit = question.query().limit();
      for (Candidate best : merged(found, RankedSearch::byVector, limit)) {
        response.addByVector(Wire.toMessage(best.read()));
      }
      for (Candidate best : merged(found, RankedSearch::byText, limit)) {
        response.addByText(Wire.toMessage(best.read()));
      }
      response.setHighestTextScore(
          found.stream().mapToDouble(RankedSearch::highestTextScore).max().orElse(0));
    } finally {
      for (RankedSearch one : found) {
        one.close();
      }
    }
    return response.build();
  }

  /**
   * How common words are in those shards that are served here.
   *
   * @throws IllegalArgumentException when the request is none
   */
  WordsResponse answer(WordsRequest request) throws IOException {
    WordsResponse.Builder response =
        WordsResponse.newBuilder().setIndexVersion(shards.indexVersion());
    List<PassageIndex> served = served(request.getTargetsList(), response::addOutcomes);
    return response
        .setStatistics(WireWords.toMessage(statistics(served, request.getText())))
        .build();
  }

  private List<PassageIndex> served(List<Target> targets, Consumer<Outcome> outcomes) {
    requireDistinct(targets);
    List<PassageIndex> served = new ArrayList<>(targets.size());
    for (Target target : targets) {
      Outcome.Builder outcome = Outcome.newBuilder().setShard(target.getShard());
      String refusal = shards.refusal(target);
      PassageIndex index = shards.indexes().get(ServedShards.shard(target));
      if (refusal != null) {
        outcome.setRefusal(refusal);
      } else if (index != null) {
        // Before the search, which then shows at least what this promises.
        Long newest = index.newestWriteTimeMicros();
        if (newest != null) {
          outcome.setNewestWriteTimeMicros(newest);
        }
        served.add(index);
      }
      outcomes.accept(outcome.build());
    }
    return served;
  }

  private static WordStatistics statistics(List<PassageIndex> indexes, String text)
      throws IOException {
    List<WordStatistics> each = new ArrayList<>(indexes.size());
    for (PassageIndex index : indexes) {
      each.add(index.statistics(text));
    }
    return WordStatistics.sum(each);
  }

  private static List<Candidate> merged(
      Collection<RankedSearch> found, Function<RankedSearch, List<RankedPassage>> list, int limit) {
    return found.stream()
        .flatMap(from -> list.apply(from).stream().map(passage -> new Candidate(from, passage)))
        .sorted(Comparator.comparing(Candidate::passage, RankedPassage.BEST_FIRST))
        .limit(limit)
        .toList();
  }

  private static void requireDistinct(List<Target> targets) {
    Set<ShardId> distinct = new HashSet<>();
    for (Target target : targets) {
      if (!distinct.add(ServedShards.shard(target))) {
        throw new IllegalArgumentException(
            "shard " + ServedShards.shard(target) + " is asked twice");
      }
    }
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException("no shard is asked");
    }
  }

  /** A passage of one shard. */
  private record Candidate(RankedSearch from, RankedPassage passage) {
    FoundPassage read() throws IOException {
      return from.read(passage);
    }
  }
}
