package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.Spread;

/**
 * All questions asked again and again of one contender with one setting.
 *
 * @param recall share of the exact nearest passages that were found, 0 to 1
 * @param serial questions per second in one thread, a figure for each round
 * @param parallel questions per second in all threads together, a figure for each round
 * @param processorMicros microseconds of processor time of this process that a question took in one
 *     thread, a figure for each round
 * @param nanos how long each question took in one thread, all rounds together
 */
record SearchRuns(
    double recall,
    List<Double> serial,
    List<Double> parallel,
    List<Double> processorMicros,
    List<Long> nanos) {
  /** One contender with one setting, which takes turns with others. */
  static final class Setting {
    private final Contender contender;
    private final int candidates;
    private final Narrowing narrowing;
    private final float[][] queries;
    private final int[][] exact;
    private final List<Double> serial = new ArrayList<>();
    private final List<Double> parallel = new ArrayList<>();
    private final List<Double> processorMicros = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private double recall;

    /**
     * @param candidates see {@link Contender.Searcher#nearest}
     * @param exact the nearest passages of each query, as many as are asked for
     */
    Setting(
        Contender contender,
        int candidates,
        Narrowing narrowing,
        float[][] queries,
        int[][] exact) {
      this.contender = contender;
      this.candidates = candidates;
      this.narrowing = narrowing;
      this.queries = queries;
      this.exact = exact;
    }

    Contender contender() {
      return contender;
    }

    int candidates() {
      return candidates;
    }

    Narrowing narrowing() {
      return narrowing;
    }

    int queries() {
      return queries.length;
    }

    /** Asks every question once without taking the time, and looks at the answers. */
    void warmUp(int limit) throws IOException {
      int[][] found = new int[queries.length][];
      try (Contender.Searcher searcher = contender.searcher()) {
        for (int query = 0; query < queries.length; query++) {
          found[query] = searcher.nearest(queries[query], limit, candidates, narrowing);
        }
      }
      recall = Recall.of(exact, found);
    }

    /** Asks every question once in this thread. */
    void serially(int limit) throws Exception {
      Load load = Load.of(() -> askSerially(limit));
      serial.add(queries.length / load.wallSeconds());
      processorMicros.add(1e6 * load.cpuSeconds() / queries.length);
    }

    private List<Long> askSerially(int limit) throws IOException {
      try (Contender.Searcher searcher = contender.searcher()) {
        for (float[] query : queries) {
          long start = System.nanoTime();
          var unused = searcher.nearest(query, limit, candidates, narrowing);
          nanos.add(System.nanoTime() - start);
        }
      }
      return nanos;
    }

    /** Asks every question once in each of so many threads. */
    void inParallel(int limit, int threads) throws Exception {
      AtomicInteger turn = new AtomicInteger();
      Load load =
          Load.ofThreads(
              threads,
              () -> {
                int first = turn.getAndIncrement() * queries.length / threads;
                try (Contender.Searcher searcher = contender.searcher()) {
                  for (int i = 0; i < queries.length; i++) {
                    float[] query = queries[(first + i) % queries.length];
                    var unused = searcher.nearest(query, limit, candidates, narrowing);
                  }
                }
                return turn;
              });
      parallel.add(threads * queries.length / load.wallSeconds());
    }

    SearchRuns runs() {
      return new SearchRuns(recall, serial, parallel, processorMicros, nanos);
    }
  }

  /**
   * Lets all settings take turns: each warms up once, and then in every round asks in one thread,
   * and in many.
   */
  static void rounds(
      List<Setting> settings, int limit, int rounds, int threads, PrintWriter progress)
      throws Exception {
    for (Setting setting : settings) {
      setting.warmUp(limit);
      setting.inParallel(limit, threads);
      setting.parallel.clear();
    }
    for (int round = 1; round <= rounds; round++) {
      for (Setting setting : settings) {
        setting.serially(limit);
        setting.inParallel(limit, threads);
      }
      progress.printf("  round %d of %d%n", round, rounds);
      progress.flush();
    }
  }

  Spread serialPerSecond() {
    return spread(serial);
  }

  Spread parallelPerSecond() {
    return spread(parallel);
  }

  Spread processorMicrosPerQuestion() {
    return spread(processorMicros);
  }

  Percentiles latency() {
    return new Percentiles(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
