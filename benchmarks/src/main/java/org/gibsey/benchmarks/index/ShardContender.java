package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointDirectory;
import org.gibsey.shard.MergedHits;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardId;
import org.gibsey.shard.ShardQuestion;
import org.gibsey.shard.ShardServer;
import org.gibsey.shard.ShardsUnavailableException;

/** All shards of a collection, asked for whole hits either in the calling thread or over gRPC. */
abstract sealed class ShardContender implements Contender {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final String name;
  private final String model;

  private ShardContender(String name, String model) {
    this.name = name;
    this.model = model;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Searcher searcher() {
    return (query, limit, candidates, narrowing) -> {
      SearchQuery question =
          SearchQuery.builder(TestPassages.COLLECTION, SearchMode.VECTOR, DEADLINE)
              .vector(query, model)
              .filter(narrowing.filter())
              .limit(limit)
              .candidates(candidates)
              .build();
      return search(question).stream().mapToInt(hit -> TestPassages.number(hit.rowKey())).toArray();
    };
  }

  abstract List<PassageHit> search(SearchQuery question) throws IOException;

  /** One shard after the other in the calling thread, merged as the client does. */
  static final class InProcess extends ShardContender {
    private final List<PassageIndex> shards;

    /**
     * @param shards stay the caller's
     */
    InProcess(String model, List<PassageIndex> shards) {
      super("in process", model);
      this.shards = shards;
    }

    @Override
    List<PassageHit> search(SearchQuery question) throws IOException {
      ShardQuestion asked = ShardQuestion.of(question);
      List<FoundPassages> answers = new ArrayList<>(shards.size());
      for (PassageIndex shard : shards) {
        try {
          answers.add(asked.ask(shard, () -> false));
        } catch (SearchTimeoutException e) {
          throw new IllegalStateException("A search without a timeout timed out", e);
        }
      }
      return MergedHits.of(question, answers);
    }

    @Override
    public void close() {}
  }

  /** A server and a client of the product, connected through the loopback interface. */
  static final class OverGrpc extends ShardContender {
    private static final String HOST = "127.0.0.1";
    private static final String VERSION = "benchmark";

    private final ShardServer server;
    private final ShardClient client;

    /**
     * @param shards stay the caller's
     */
    OverGrpc(String model, Map<ShardId, PassageIndex> shards) throws IOException {
      super("over gRPC", model);
      server = ShardServer.start(HOST, PortRange.ANY, VERSION, shards);
      EndpointDirectory directory = new EndpointDirectory();
      Map<ShardId, Long> epochs = new HashMap<>();
      for (ShardId shard : shards.keySet()) {
        long epoch = epochs.size();
        directory.announced(
            new Announcement(shard, shards.size(), VERSION, HOST, server.port()), epoch);
        epochs.put(shard, epoch);
      }
      directory.caughtUp();
      server.serve(epochs);
      client = new ShardClient(directory);
    }

    @Override
    List<PassageHit> search(SearchQuery question) throws IOException {
      try {
        return client.search(question).hits();
      } catch (ShardsUnavailableException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }
}
