package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gibsey.collection.VectorEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContendersTest {
  private static final int LIMIT = 10;
  private static final int CANDIDATES = 200;
  private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

  private final TestPassages passages = TestPassages.synthetic(2_000, 5);
  private final float[][] asked =
      IntStream.range(0, 20).mapToObj(passages.source()::queryVector).toArray(float[][]::new);

  @Test
  void findNearlyAllOfTheNearestPassages(@TempDir Path folder) throws Exception {
    try (Contenders contenders = contenders(folder)) {
      int[][] exact =
          ExactNeighbours.find(contenders.vectors(), asked, LIMIT, Narrowing.NONE.allowed());
      for (Contender contender : contenders.all()) {
        assertThat(recall(contender, CANDIDATES, Narrowing.NONE, exact))
            .as(contender.name())
            .isGreaterThan(0.95);
      }
    }
  }

  @Test
  void findOnlyWhatAFilterLetsThrough(@TempDir Path folder) throws Exception {
    try (Contenders contenders = contenders(folder)) {
      for (Selectivity selectivity : Selectivity.values()) {
        for (Narrowing narrowing : Narrowing.of(passages, selectivity)) {
          int[][] exact =
              ExactNeighbours.find(contenders.vectors(), asked, LIMIT, narrowing.allowed());
          for (Contender contender : contenders.filtering()) {
            assertThat(recall(contender, 0, narrowing, exact))
                .as("%s, %s of %d %%", contender.name(), narrowing.name(), narrowing.percent())
                .isGreaterThan(0.9);
          }
        }
      }
    }
  }

  @Test
  void findTheSameOverGrpcAsInProcess(@TempDir Path folder) throws Exception {
    String model = passages.source().model();
    try (LoadedShards shards =
            LoadedShards.fill(passages, folder, 3, VectorEncoding.FLOAT32, NOWHERE);
        Contender inProcess =
            new ShardContender.InProcess(model, List.copyOf(shards.indexes().values()));
        Contender overGrpc = new ShardContender.OverGrpc(model, shards.indexes())) {
      for (float[] query : asked) {
        assertThat(nearest(overGrpc, query, 64, Narrowing.NONE))
            .hasSize(LIMIT)
            .isEqualTo(nearest(inProcess, query, 64, Narrowing.NONE));
      }
    }
  }

  private Contenders contenders(Path folder) throws Exception {
    Contenders contenders = new Contenders(passages, folder, NOWHERE);
    contenders.addShard("float32", VectorEncoding.FLOAT32);
    contenders.addShard("int4", VectorEncoding.INT4);
    contenders.addJVector();
    return contenders;
  }

  private double recall(Contender contender, int candidates, Narrowing narrowing, int[][] exact)
      throws Exception {
    int[][] found = new int[asked.length][];
    for (int query = 0; query < asked.length; query++) {
      found[query] = nearest(contender, asked[query], candidates, narrowing);
      assertThat(found[query]).as(contender.name()).doesNotHaveDuplicates();
      assertThat(IntStream.of(found[query]).allMatch(narrowing.allowed())).isTrue();
    }
    return Recall.of(exact, found);
  }

  private static int[] nearest(
      Contender contender, float[] query, int candidates, Narrowing narrowing) throws Exception {
    try (Contender.Searcher searcher = contender.searcher()) {
      return searcher.nearest(query, LIMIT, candidates, narrowing);
    }
  }
}
