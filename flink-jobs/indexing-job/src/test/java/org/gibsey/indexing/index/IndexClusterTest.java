package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.gibsey.index.VectorSpace;
import org.gibsey.row.EmbeddedRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator in real jobs that fail in every way Flink knows; the index stays exact. */
@SuppressWarnings("NullAway.Init") // set before all tests
final class IndexClusterTest {
  private static final Map<String, Integer> SHARDS = Map.of("pages", 4, "notes", 2);
  private static final List<String> COLLECTIONS = List.of("notes", "pages");
  private static final int ROUNDS = Integer.getInteger("test.rounds", 3);

  @TempDir private static Path temporary;
  private static TestCluster cluster;

  private final RowModel model = new RowModel();
  private final long seed = Long.getLong("test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws Exception {
    cluster = new TestCluster(temporary);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void staysExactThroughFailuresAndRescaling() throws Exception {
    String log = "failures";
    RandomRows rows = new RandomRows(random, 40);
    int[] parallelisms = {1, 2, 4};
    Path from = null;
    for (int round = 0; round < ROUNDS; round++) {
      int parallelism = parallelisms[random.nextInt(parallelisms.length)];
      JobID job =
          cluster.start(
              jobs(log, parallelism, "file", Duration.ofMillis(100)).job(options(log), from));
      cluster.awaitRunning(job);
      for (int failure = 0; failure < 2; failure++) {
        Trouble.after(log, 1 + random.nextInt(60));
        write(log, rows, 60);
        TestCluster.await(() -> Trouble.isOver(log));
        cluster.awaitRunning(job);
      }
      if (round == 1) {
        cluster.replaceTaskManager(0);
        cluster.awaitRunning(job);
        write(log, rows, 30);
      }
      from = stopWhenAllIsRead(log, job, jobs(log, parallelism, "file", null));
      check(from, "round " + round + " at parallelism " + parallelism);
    }
  }

  @Test
  void losesNothingWhenCheckpointsFindNoSpace() throws Exception {
    String log = "full";
    RandomRows rows = new RandomRows(random, 40);
    JobID job = cluster.start(jobs(log, 2, FaultyFileSystem.SCHEME, null).job(options(log), null));
    cluster.awaitRunning(job);
    int started = IndexJobs.announcements(log).history().size();
    write(log, rows, 40);
    Path last = cluster.checkpoint(job);
    for (int failure = 0; failure < 4; failure++) {
      write(log, rows, 30);
      FaultyFileSystem.failAfter(random.nextInt(12));
      assertThatThrownBy(() -> cluster.checkpoint(job)).isInstanceOf(ExecutionException.class);
      FaultyFileSystem.repair();
      if (failure % 2 == 1) {
        last = cluster.checkpoint(job);
      }
    }
    assertThat(FaultyFileSystem.faults()).isPositive();
    assertThat(IndexJobs.announcements(log).history())
        .as("the job went on by itself")
        .hasSize(started);
    // Nothing changed since that checkpoint: all of it must come from there.
    cluster.cancel(job);

    JobID restored =
        cluster.start(jobs(log, 1, FaultyFileSystem.SCHEME, null).job(options(log), last));
    cluster.awaitRunning(restored);
    TestCluster.await(RowLog.named(log)::isRead);
    check(cluster.stop(restored, temporary, SavepointFormatType.CANONICAL), "after full disks");
  }

  @Test
  void restartsAndSaysWhatToDoWhenTheIndexDirectoryIsLost() throws Exception {
    String log = "lost";
    RandomRows rows = new RandomRows(random, 40);
    JobID job = cluster.start(jobs(log, 2, "file", null).job(options(log), null));
    cluster.awaitRunning(job);
    write(log, rows, 40);
    Path checkpoint = cluster.checkpoint(job);
    assertThat(checkpoint).exists();
    List<Path> attempts = attempts();
    assertThat(attempts).hasSize(2);
    for (Path attempt : attempts) {
      FileUtils.deleteDirectory(attempt.toFile());
    }
    write(log, rows, 40);
    // Small segments are in memory: it may be the checkpoint that misses the directory.
    TestCluster.await(
        () -> {
          cluster.flushByCheckpoint(job);
          return cluster.failure(job).contains("have io.tmp.dirs name a larger disk");
        });
    cluster.awaitRunning(job);
    check(stopWhenAllIsRead(log, job, jobs(log, 2, "file", null)), "after the loss");
    assertThat(attempts()).isEmpty();
  }

  @Test
  void endsWithoutRestartsWhenTheStateDoesNotFit() throws Exception {
    String log = "refused";
    JobID job = cluster.start(jobs(log, 1, "file", null).job(options(log), null));
    cluster.awaitRunning(job);
    write(log, new RandomRows(random, 40), 40);
    Path savepoint = cluster.stop(job, temporary, SavepointFormatType.CANONICAL);

    assertRefused(
        IndexJobs.options(Map.of("pages", 2, "notes", 2), log),
        savepoint,
        "the state of pages has 4 shards and 2 are configured");
    assertRefused(
        IndexJobs.options(SHARDS, new VectorSpace("other", RandomRows.DIMENSION), log),
        savepoint,
        "holds vectors of the model model with 8 values");
    JobID newer = cluster.start(jobs(log, 1, "file", null).newerRelease());
    cluster.awaitRunning(newer);
    assertRefused(
        options(log),
        cluster.stop(newer, temporary, SavepointFormatType.CANONICAL),
        "the index state has format %d and this release reads up to %d"
            .formatted(NewerRelease.FORMAT, ShardFiles.FORMAT));
  }

  /** A failure may still be on its way: it ends the savepoint, or the job reads rows again. */
  private static Path stopWhenAllIsRead(String log, JobID first, IndexJobs jobs) throws Exception {
    JobID job = first;
    while (true) {
      TestCluster.await(RowLog.named(log)::isRead);
      cluster.awaitRunning(job);
      Path savepoint;
      try {
        savepoint = cluster.stop(job, temporary, SavepointFormatType.CANONICAL);
      } catch (ExecutionException failed) {
        continue;
      }
      if (RowLog.named(log).isRead()) {
        return savepoint;
      }
      job = cluster.start(jobs.job(options(log), savepoint));
    }
  }

  private static void assertRefused(IndexOptions options, Path savepoint, String message)
      throws Exception {
    JobID job = cluster.start(jobs("refused", 1, "file", null).job(options, savepoint));
    // Restarts are for ever: a job that tried again would not end.
    assertThat(
            cluster
                .result(job)
                .getSerializedThrowable()
                .orElseThrow()
                .getFullStringifiedStackTrace())
        .contains(message);
  }

  private void write(String log, RandomRows rows, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      EmbeddedRow row = rows.next(COLLECTIONS);
      model.apply(row);
      RowLog.named(log).append(row);
    }
    TestCluster.await(RowLog.named(log)::isRead);
  }

  private void check(Path savepoint, String when) throws Exception {
    Path folder = Files.createTempDirectory(temporary, "check");
    try (Subtasks subtasks =
        new Subtasks(
            options("check"),
            new Announcements(),
            new Checkpoints(),
            folder,
            1,
            StoredState.of(savepoint))) {
      assertThat(subtasks.compare(model, when + ", replay with -Dtest.seed=" + seed))
          .isEqualTo(model.newest().size());
    }
  }

  private static List<Path> attempts() throws Exception {
    try (Stream<Path> all = Files.list(temporary.resolve("gibsey-index"))) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static IndexOptions options(String log) {
    return IndexJobs.options(SHARDS, log);
  }

  private static IndexJobs jobs(
      String log, int parallelism, String scheme, @Nullable Duration interval) {
    String folder = scheme + "://" + temporary.resolve("checkpoints-" + log).toUri().getPath();
    return new IndexJobs(log, parallelism, folder, interval);
  }
}
