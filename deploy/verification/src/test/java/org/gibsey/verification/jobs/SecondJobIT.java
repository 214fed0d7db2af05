package org.gibsey.verification.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The job's jar runs more than once in a TaskManager. Each submission gets a class loader of its
 * own, and a native library can be loaded by one class loader only: this works because the model
 * lies in the cluster's {@code lib/}.
 */
@ExtendWith(Stack.Provider.class)
final class SecondJobIT {
  private final Stack stack;

  SecondJobIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void aSecondSubmissionWorksBesideTheFirstAndAfterItself() throws Exception {
    try (FlinkRest flink = new FlinkRest(stack.port("GIBSEY_FLINK_UI_PORT"))) {
      String jar = flink.upload(ShadowJob.jar());
      ShadowJob second = ShadowJob.submit(stack, flink, jar, "second-job");
      indexesWhatTheFirstJobHas(second);
      second.cancel();

      ShadowJob third = second.again("third-job");
      indexesWhatTheFirstJobHas(third);
      third.cancel();
    }
    assertThat(stack.reader().search("How long does one pan of sea water last?", "vector", 5))
        .hasSize(5);
  }

  private void indexesWhatTheFirstJobHas(ShadowJob job) throws Exception {
    job.awaitRunning();
    try (IndexedKeys first = new IndexedKeys(stack.kafka(), "memory.shard-endpoints");
        IndexedKeys other = job.rows()) {
      Eventually.holds(
          "both jobs have the same rows",
          Stack.PATIENCE,
          () -> {
            Set<String> rows = first.now();
            return !rows.isEmpty() && rows.equals(other.now());
          });
    }
  }
}
