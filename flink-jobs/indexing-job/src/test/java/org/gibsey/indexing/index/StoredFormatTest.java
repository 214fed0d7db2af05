package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.gibsey.row.EmbeddedRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints that earlier releases wrote are still restored.
 *
 * <p>After a deliberate change of the state or of the documents, run this test once with {@code
 * -Dgibsey.index.format.write=<next number>}, commit the new folder, and add the number to the
 * test. The old folders stay for as long as state of that format is to be restored.
 */
final class StoredFormatTest {
  @TempDir private Path temporary;

  @BeforeAll
  static void writeAnotherOneWhenAsked(@TempDir Path folder) throws Exception {
    Integer format = Integer.getInteger("gibsey.index.format.write");
    if (format != null) {
      StateFixture.write(format, folder);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void restoresASavepointOfFormat(int format) throws Exception {
    String log = "format-" + format;
    RowModel model = StateFixture.rows(format);
    assertThat(model.newest()).hasSizeGreaterThan(120);
    assertThat(model.gone("pages")).isNotEmpty();
    Path old = StateFixture.savepoint(format, temporary.resolve("old"));
    check(old, model, "as it was written");

    Path savepoint;
    try (TestCluster cluster = new TestCluster(temporary)) {
      JobID job = cluster.start(jobs(log, 4).job(IndexJobs.options(StateFixture.SHARDS, log), old));
      cluster.awaitRunning(job);
      goOn(log, model);
      savepoint = cluster.stop(job, temporary, SavepointFormatType.CANONICAL);
      check(savepoint, model, "after more writes");

      JobID next =
          cluster.start(jobs(log, 1).job(IndexJobs.options(StateFixture.SHARDS, log), savepoint));
      cluster.awaitRunning(next);
      savepoint = cluster.stop(next, temporary, SavepointFormatType.NATIVE);
    }
    check(savepoint, model, "restored once more");
  }

  @Test
  void restoresARetainedIncrementalCheckpointWithAnotherParallelism() throws Exception {
    String log = "retained";
    RowModel model = new RowModel();
    RandomRows rows = new RandomRows(new Random(7), 40);
    try (TestCluster cluster = new TestCluster(temporary)) {
      Path from = null;
      for (int parallelism : new int[] {1, 2, 4, 1}) {
        JobID job =
            cluster.start(
                jobs(log, parallelism).job(IndexJobs.options(StateFixture.SHARDS, log), from));
        cluster.awaitRunning(job);
        for (int checkpoint = 0; checkpoint < 3; checkpoint++) {
          write(log, model, rows, 30);
          from = cluster.checkpoint(job);
        }
        cluster.cancel(job);
        // What the checkpoint did not wait for is in its channels, or is read again.
        JobID again =
            cluster.start(
                jobs(log, parallelism).job(IndexJobs.options(StateFixture.SHARDS, log), from));
        cluster.awaitRunning(again);
        TestCluster.await(RowLog.named(log)::isRead);
        Path savepoint = cluster.stop(again, temporary, SavepointFormatType.CANONICAL);
        check(savepoint, model, "after parallelism " + parallelism);
      }
    }
  }

  private static void goOn(String log, RowModel model) throws Exception {
    for (EmbeddedRow row : model.newest()) {
      // An older version of a row that lives or is gone changes nothing.
      RowLog.named(log)
          .append(
              RandomRows.gone(
                  row.row().collection(), row.row().rowKey(), row.row().versionTimeMicros() - 1));
    }
    long newest =
        model.newest().stream().mapToLong(row -> row.row().versionTimeMicros()).max().orElseThrow();
    RandomRows rows = new RandomRows(new Random(2), 90, newest);
    write(log, model, rows, 200);
  }

  private static void write(String log, RowModel model, RandomRows rows, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      EmbeddedRow row = rows.next(List.of("pages", "notes"));
      model.apply(row);
      RowLog.named(log).append(row);
    }
    TestCluster.await(RowLog.named(log)::isRead);
  }

  /** Opens the index state in a folder, without a cluster, and compares it with the model. */
  private void check(Path savepoint, RowModel model, String when) throws Exception {
    Path folder = Files.createTempDirectory(temporary, "check");
    try (Subtasks subtasks =
        new Subtasks(
            IndexJobs.options(StateFixture.SHARDS, "check"),
            new Announcements(),
            new Checkpoints(),
            folder,
            1,
            StoredState.of(savepoint))) {
      long checked = subtasks.compare(model, when);
      assertThat(checked).isEqualTo(model.newest().size());
    }
  }

  private IndexJobs jobs(String log, int parallelism) {
    return new IndexJobs(
        log, parallelism, temporary.resolve("checkpoints").toUri().toString(), null);
  }
}
