package org.gibsey.benchmarks.api;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gibsey.benchmarks.index.Merges;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.collection.Collections;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;
import org.gibsey.shard.ShardServer;

/** Fills the shards of a collection, serves them, and announces them as the job does. */
public final class ShardProcess {
  public static final String ENDPOINTS = "memory.shard-endpoints";
  static final String READY = "the shards are served";
  static final int SHARDS = 4;
  static final long SEED = 1;

  private static final String HOST = "127.0.0.1";
  private static final String VERSION = "benchmark";

  private ShardProcess() {}

  /**
   * Serves until it is killed.
   *
   * @param args folder of the indexes, Kafka's address, number of passages
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    TestPassages passages = TestPassages.synthetic(Integer.parseInt(args[2]), SEED);
    Collections collections = Collections.load(null);
    IndexDefinition definition =
        IndexDefinition.of(collections.require(TestPassages.COLLECTION), collections.vectors());
    Map<ShardId, PassageIndex> indexes = new TreeMap<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      indexes.put(
          new ShardId(TestPassages.COLLECTION, shard),
          PassageIndex.open(Files.createDirectories(folder.resolve("shard-" + shard)), definition));
    }
    fill(indexes, passages, collections.model().name());
    try (Closeable served = serve(indexes, args[1])) {
      System.out.println(READY);
      Thread.currentThread().join();
    }
  }

  private static Closeable serve(Map<ShardId, PassageIndex> indexes, String kafka)
      throws IOException, InterruptedException {
    ShardServer server = ShardServer.start(HOST, PortRange.ANY, VERSION, indexes);
    List<Announcement> announcements = new ArrayList<>();
    for (ShardId shard : indexes.keySet()) {
      announcements.add(new Announcement(shard, SHARDS, VERSION, HOST, server.port()));
    }
    EndpointAnnouncer announcer = EndpointAnnouncer.connect(kafka, ENDPOINTS);
    server.serve(announcer.announce(announcements));
    return () -> {
      announcer.close();
      server.close();
    };
  }

  private static void fill(Map<ShardId, PassageIndex> indexes, TestPassages passages, String model)
      throws Exception {
    List<Future<Integer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(indexes.size())) {
      indexes.forEach(
          (shard, index) ->
              running.add(
                  threads.submit(
                      (Callable<Integer>) () -> fill(index, shard.shard(), passages, model))));
    }
    for (Future<Integer> shard : running) {
      var unused = shard.get();
    }
  }

  private static Integer fill(PassageIndex index, int shard, TestPassages passages, String model)
      throws IOException {
    int rows = 0;
    for (int number = 0; number < passages.size(); number++) {
      if (RowShard.of(passages.rowKey(number), SHARDS) == shard) {
        EmbeddedRow row = passages.row(number);
        var unused =
            index.apply(
                new EmbeddedRow(row.row(), row.textHash(), model, row.passages(), row.vectors()));
        rows++;
      }
    }
    // A commit may begin merges, whose end asks for another commit.
    do {
      var unused = index.commit();
      Merges.await();
    } while (index.hasUncommittedChanges());
    var unused = index.refreshIfStale();
    return rows;
  }
}
