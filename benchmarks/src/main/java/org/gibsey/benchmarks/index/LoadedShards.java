package org.gibsey.benchmarks.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.util.IOUtils;
import org.gibsey.benchmarks.Load;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.PassageIndex;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;

/**
 * Shards of the product that hold all test passages: filled in bulk, committed, and with all merges
 * done that Lucene saw reason for. Nothing is written to them any more.
 */
final class LoadedShards implements Closeable {
  private final Path folder;
  private final Map<ShardId, PassageIndex> indexes = new TreeMap<>();
  private Load load = new Load(0, 0);

  private LoadedShards(Path folder) {
    this.folder = folder;
  }

  /**
   * Fills the shards, each in a thread of its own.
   *
   * @param folder an empty folder, which the caller deletes
   * @param shards number of shards, at least 1
   * @param encoding what the graphs compare
   */
  static LoadedShards fill(
      TestPassages passages, Path folder, int shards, VectorEncoding encoding, PrintWriter progress)
      throws Exception {
    LoadedShards loaded = new LoadedShards(folder);
    try {
      for (int shard = 0; shard < shards; shard++) {
        loaded.indexes.put(
            new ShardId(TestPassages.COLLECTION, shard),
            PassageIndex.open(
                Files.createDirectories(loaded.folder(shard)), TestPassages.definition(encoding)));
      }
      loaded.load = Load.of(() -> loaded.apply(passages));
      progress.printf(
          Locale.ROOT,
          "  %,d passages in %d shards of %s: %.0f s%n",
          passages.size(),
          shards,
          encoding,
          loaded.load.wallSeconds());
      progress.flush();
      return loaded;
    } catch (Exception e) {
      loaded.close();
      throw e;
    }
  }

  Map<ShardId, PassageIndex> indexes() {
    return indexes;
  }

  /** The only shard's index. */
  PassageIndex only() {
    return indexes.values().iterator().next();
  }

  /** Folder of a shard's Lucene index. */
  Path folder(int shard) {
    return folder.resolve(Integer.toString(shard));
  }

  /** What filling took, merges included. */
  Load load() {
    return load;
  }

  /** Bytes of all files of all shards. */
  long bytes() throws IOException {
    long bytes = 0;
    for (int shard = 0; shard < indexes.size(); shard++) {
      try (Stream<Path> files = Files.list(folder(shard))) {
        for (Path file : files.toList()) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    IOUtils.closeAllQuietly(indexes.values());
  }

  private List<Integer> apply(TestPassages passages) throws Exception {
    List<Future<Integer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(indexes.size())) {
      indexes.forEach(
          (shard, index) ->
              running.add(
                  threads.submit((Callable<Integer>) () -> apply(passages, shard.shard(), index))));
    }
    List<Integer> rows = new ArrayList<>();
    for (Future<Integer> shard : running) {
      rows.add(shard.get());
    }
    return rows;
  }

  private int apply(TestPassages passages, int shard, PassageIndex index) throws IOException {
    int rows = 0;
    for (int number = 0; number < passages.size(); number++) {
      if (RowShard.of(passages.rowKey(number), indexes.size()) == shard) {
        var unused = index.apply(passages.row(number));
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
