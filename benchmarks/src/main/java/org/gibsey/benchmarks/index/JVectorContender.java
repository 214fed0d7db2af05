package org.gibsey.benchmarks.index;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.gibsey.benchmarks.Load;

/**
 * One graph of JVector over the same vectors, on the heap, uncompressed: vectors and nothing else.
 *
 * <p>Built with as many neighbours and as wide a beam as Lucene's graphs, and JVector's usual
 * overflow and diversity.
 */
final class JVectorContender implements Contender {
  private static final VectorTypeSupport VECTORS =
      VectorizationProvider.getInstance().getVectorTypeSupport();
  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

  // Lucene's graph has twice its 16 neighbours on the lowest level, where nearly all nodes are.
  private static final int NEIGHBOURS = 32;
  private static final int BEAM = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float DIVERSITY = 1.2f;

  /** What the product keeps at least, where the caller doesn't say. */
  private static final int CANDIDATES = 64;

  private final RandomAccessVectorValues vectors;
  private final ImmutableGraphIndex graph;
  private final Load load;

  private JVectorContender(RandomAccessVectorValues vectors, ImmutableGraphIndex graph, Load load) {
    this.vectors = vectors;
    this.graph = graph;
    this.load = load;
  }

  /** Builds the graph in all threads of the machine. */
  static JVectorContender build(float[][] vectors) throws Exception {
    List<VectorFloat<?>> wrapped = new ArrayList<>(vectors.length);
    for (float[] vector : vectors) {
      wrapped.add(VECTORS.createFloatVector(vector));
    }
    RandomAccessVectorValues values = new ListRandomAccessVectorValues(wrapped, vectors[0].length);
    BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(values, SIMILARITY);
    ImmutableGraphIndex[] graph = new ImmutableGraphIndex[1];
    try (ForkJoinPool threads = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
        GraphIndexBuilder builder =
            new GraphIndexBuilder(
                scores,
                values.dimension(),
                NEIGHBOURS,
                BEAM,
                OVERFLOW,
                DIVERSITY,
                true,
                true,
                threads,
                threads)) {
      Load load = Load.of(() -> graph[0] = builder.build(values));
      return new JVectorContender(values, graph[0], load);
    }
  }

  @Override
  public String name() {
    return "JVector";
  }

  /** What building took. */
  Load load() {
    return load;
  }

  /** Bytes of the graph and its vectors as JVector writes them to disk. */
  long bytes(Path folder) throws IOException {
    Path file = folder.resolve("jvector");
    OnDiskGraphIndex.write(graph, vectors, file);
    return Files.size(file);
  }

  @Override
  public Searcher searcher() {
    return new OneThread(new GraphSearcher(graph));
  }

  @Override
  public void close() throws IOException {
    graph.close();
  }

  private final class OneThread implements Searcher {
    private final GraphSearcher searcher;

    private OneThread(GraphSearcher searcher) {
      this.searcher = searcher;
    }

    @Override
    public int[] nearest(float[] query, int limit, int candidates, Narrowing narrowing) {
      var scores =
          DefaultSearchScoreProvider.exact(VECTORS.createFloatVector(query), SIMILARITY, vectors);
      Bits allowed = narrowing.filter().isEmpty() ? Bits.ALL : narrowing.allowed()::test;
      SearchResult found =
          searcher.search(scores, limit, candidates == 0 ? CANDIDATES : candidates, 0, 0, allowed);
      return Arrays.stream(found.getNodes()).mapToInt(hit -> hit.node).toArray();
    }

    @Override
    public void close() throws IOException {
      searcher.close();
    }
  }
}
