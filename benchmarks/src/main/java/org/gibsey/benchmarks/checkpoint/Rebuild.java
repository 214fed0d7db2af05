package org.gibsey.benchmarks.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.RowShard;

/**
 * Builds one graph for each shard from ready vectors, with nothing of the passages beside them:
 * what whoever keeps vectors but no graph does after a restart.
 */
record Rebuild(TestPassages passages, int shards, int threads) {
  /** No graph is flushed before it is whole. */
  private static final double ONE_FLUSH_MB = 1_900;

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
    try (FSDirectory opened = FSDirectory.open(directory);
        IndexWriter writer =
            new IndexWriter(opened, new IndexWriterConfig().setRAMBufferSizeMB(ONE_FLUSH_MB))) {
      for (EmbeddedRow row : rows) {
        for (float[] vector : row.vectors()) {
          Document document = new Document();
          document.add(
              new KnnFloatVectorField("vector", vector, VectorSimilarityFunction.DOT_PRODUCT));
          writer.addDocument(document);
        }
      }
      var unused = writer.commit();
    }
    return null;
  }
}
