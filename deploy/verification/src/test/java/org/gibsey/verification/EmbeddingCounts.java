package org.gibsey.verification;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gibsey.verification.faults.ChangeStream;
import org.gibsey.verification.jobs.FlinkRest;

/** What the job of a stack had to embed, asked of Flink itself. */
final class EmbeddingCounts implements AutoCloseable {
  private static final String JOB = "memory-indexing";
  private static final String OPERATOR = "EmbedPassages";
  private static final String COMPUTED = "embeddingsComputed";
  private static final String SAVED = "embeddingsSaved";
  private static final String FAILURES = "embeddingCacheFailures";

  /** Flink answers with metrics that are a second old, and collects others because it was asked. */
  private static final Duration STALE = Duration.ofMillis(2_500);

  private final FlinkRest flink;
  private final ChangeStream stream;

  EmbeddingCounts(Stack stack) {
    this.flink = new FlinkRest(stack.port("GIBSEY_FLINK_UI_PORT"));
    this.stream = new ChangeStream(stack.kafka(), stack.port("GIBSEY_FLINK_UI_PORT"));
  }

  /**
   * Counts of the running attempt of the job.
   *
   * @param computed texts that the model was given
   * @param saved passages whose vectors were there
   * @param failures of the cache
   */
  record Now(long computed, long saved, long failures) {
    /** Whether Flink has collected all three. */
    boolean isKnown() {
      return Math.min(computed, Math.min(saved, failures)) >= 0;
    }

    Now and(long moreComputed, long moreSaved, long moreFailures) {
      return new Now(computed + moreComputed, saved + moreSaved, failures + moreFailures);
    }
  }

  /** The counts when a checkpoint holds every event and they stay what they are. */
  Now settled() throws Exception {
    String job = flink.jobNamed(JOB, "");
    if (stream.lag() > 0) {
      stream.checkpoint();
    }
    Eventually.holds("a checkpoint holds every event", Stack.PATIENCE, () -> stream.lag() == 0);
    Now[] last = {new Now(-1, -1, -1)};
    long[] since = {System.nanoTime()};
    Eventually.holds(
        "the counts stay",
        Stack.PATIENCE,
        () -> {
          Now now = now(job);
          if (!now.isKnown() || !now.equals(last[0])) {
            last[0] = now;
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > STALE.toNanos();
        });
    return last[0];
  }

  private Now now(String job) throws Exception {
    Map<String, Long> sums = flink.sums(job, OPERATOR, List.of(COMPUTED, SAVED, FAILURES));
    return new Now(
        sums.getOrDefault(COMPUTED, -1L),
        sums.getOrDefault(SAVED, -1L),
        sums.getOrDefault(FAILURES, -1L));
  }

  @Override
  public void close() {
    stream.close();
    flink.close();
  }
}
