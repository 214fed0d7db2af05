package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.snapshot.LocalSnapshots;
import org.gibsey.snapshot.SnapshotSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator publishes, through checkpoints and restores. */
final class PublishedIndexTest {
  private static final String COLLECTION = "pages";
  private static final int SHARDS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Announcements announcements = new Announcements();
  private final Checkpoints checkpoints = new Checkpoints();

  @Test
  void aCompletedCheckpointIsPublishedByAllSubtasks() throws Exception {
    try (Subtasks subtasks = start(2, List.of())) {
      write(subtasks, 0, 40);
      subtasks.snapshot();
      await(() -> rows() == 40);
    }
  }

  @Test
  void aRestoredJobGoesOnPublishingAtAnyParallelism() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = start(2, List.of())) {
      write(subtasks, 0, 40);
      state = subtasks.snapshot();
      await(() -> rows() == 40);
    }
    for (int parallelism : new int[] {1, 4}) {
      int from = 40 * parallelism;
      try (Subtasks subtasks = start(parallelism, state)) {
        write(subtasks, from, from + 40);
        state = subtasks.snapshot();
        long expected = subtasks.counts().rows();
        await(() -> rows() == expected);
      }
    }
  }

  @Test
  void aNewIndexReplacesThatOfAnotherVersion() throws Exception {
    try (Subtasks subtasks = start(1, List.of())) {
      write(subtasks, 0, 40);
      subtasks.snapshot();
      await(() -> rows() == 40);
    }
    try (Subtasks subtasks = start(2, List.of())) {
      write(subtasks, 0, 7);
      subtasks.snapshot();
      await(() -> rows() == 7);
      // Shard 0 may have been published before the others; it looks again with its next manifest.
      write(subtasks, 7, 40);
      subtasks.snapshot();
      await(() -> versions() == 1);
    }
  }

  private Subtasks start(int parallelism, List<OperatorSubtaskState> state) throws Exception {
    IndexOptions options =
        new IndexOptions(
            Map.of(COLLECTION, SHARDS),
            Map.of(),
            new VectorSpace("model", Rows.DIMENSION),
            Duration.ofMillis(10),
            "127.0.0.1",
            PortRange.ANY,
            "127.0.0.1:1",
            "endpoints",
            published().toUri());
    return new Subtasks(
        options, announcements, checkpoints, folder.resolve("local"), parallelism, state);
  }

  private static void write(Subtasks subtasks, int from, int to) throws Exception {
    for (int page = from; page < to; page++) {
      subtasks.apply(Rows.row(page, page + 1, "salt on page " + page));
    }
  }

  private Path published() {
    return folder.resolve("published");
  }

  private long rows() {
    try (SnapshotSearch search =
        SnapshotSearch.start(
            new LocalSnapshots(published()),
            Map.of(COLLECTION, IndexDefinition.DEFAULT),
            Duration.ofHours(1))) {
      CollectionStats stats = search.stats(COLLECTION, PATIENCE);
      assertThat(stats.shards()).isEqualTo(SHARDS);
      return stats.rows();
    } catch (ShardsUnavailableException e) {
      return -1;
    }
  }

  private long versions() throws Exception {
    try (Stream<Path> versions = Files.list(published().resolve(COLLECTION))) {
      return versions.count();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the publishers are done").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
