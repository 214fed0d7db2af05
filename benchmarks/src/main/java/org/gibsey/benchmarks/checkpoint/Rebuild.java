package org.gibsey.benchmarks.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.RowShard;

/** Builds the indexes of all shards from ready vectors. */
record Rebuild(TestPassages passages, int shards, int threads) {
  /**
   * Seconds that it takes, the making of the rows not counted.
   *
   * @param folder for the indexes
   */
  double seconds(Path folder) throws Exception {
    List<List<EmbeddedRow>> rows = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      rows.add(new ArrayList<>());
    }
    for (int number = 0; number < passages.size(); number++) {
      rows.get(RowShard.of(passages.rowKey(number), shards)).add(passages.row(number));
    }
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> building = new ArrayList<>();
      for (int shard = 0; shard < shards; shard++) {
        Path directory = Files.createDirectories(folder.resolve(Integer.toString(shard)));
        List<EmbeddedRow> ofShard = rows.get(shard);
        building.add(pool.submit(() -> build(directory, ofShard)));
      }
      for (Future<?> each : building) {
        each.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Void build(Path directory, List<EmbeddedRow> rows) throws Exception {
    try (PassageIndex index =
        PassageIndex.open(directory, TestPassages.definition(VectorEncoding.FLOAT32))) {
      for (EmbeddedRow row : rows) {
        index.apply(row);
      }
      var unused = index.commit();
    }
    return null;
  }
}
