package org.gibsey.indexing.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.gibsey.index.IndexDefinition;
import org.gibsey.snapshot.LocalSnapshots;
import org.gibsey.snapshot.ManifestName;
import org.gibsey.snapshot.SnapshotFolder;
import org.gibsey.snapshot.SnapshotSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackgroundPublisherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Metrics metrics = new Metrics();

  @Test
  void onlyCompletedCheckpointsArePublished() throws Exception {
    try (TestShard shard = new TestShard(0, folder.resolve("shard"));
        BackgroundPublisher publisher = start(shard, root().toUri())) {
      shard.write(0, 10);
      commit(publisher, shard);
      publisher.taken(1, 1_000);
      publisher.aborted(1);
      publisher.taken(2, 2_000);
      publisher.completed(2);
      await(() -> metrics.count("publishedSnapshots") == 1);
      shard.write(10, 20);
      commit(publisher, shard);
      publisher.taken(3, 3_000);
      publisher.aborted(3);
      publisher.completed(3);
      shard.write(20, 30);
      commit(publisher, shard);
      publisher.taken(4, 4_000);
      publisher.completed(4);
      await(() -> metrics.count("publishedSnapshots") == 2);

      assertThat(checkpoints(shard)).containsExactlyInAnyOrder(2L, 4L);
      assertThat(rows()).isEqualTo(30);
      // Nothing but the newest commit is held any more.
      await(() -> held() == 1);
    }
  }

  @Test
  void whatACheckpointHeldIsPublishedAlthoughLuceneHasDeletedItSince() throws Exception {
    try (TestShard shard = new TestShard(0, folder.resolve("shard"));
        BackgroundPublisher publisher = start(shard, root().toUri())) {
      shard.write(0, 50);
      commit(publisher, shard);
      publisher.taken(1, 1_000);
      for (int round = 0; round < 20; round++) {
        shard.write(0, 60);
        commit(publisher, shard);
      }
      publisher.completed(1);
      await(() -> metrics.count("publishedSnapshots") == 1);
      assertThat(rows()).isEqualTo(50);
    }
  }

  @Test
  void aPlaceThatFailsIsTriedAgainAtTheNextCheckpoint() throws Exception {
    Files.writeString(folder.resolve("snapshots"), "a file where a folder should be");
    try (TestShard shard = new TestShard(0, folder.resolve("shard"));
        BackgroundPublisher publisher = start(shard, root().toUri())) {
      shard.write(0, 10);
      commit(publisher, shard);
      publisher.taken(1, 1_000);
      publisher.completed(1);
      await(() -> metrics.count("failedSnapshots") == 1);
      Files.delete(folder.resolve("snapshots"));
      publisher.taken(2, 2_000);
      publisher.completed(2);
      await(() -> metrics.count("publishedSnapshots") == 1);
      assertThat(rows()).isEqualTo(10);
    }
  }

  @Test
  void aPlaceWithAnUnknownSchemeFailsNothingElse() throws Exception {
    try (TestShard shard = new TestShard(0, folder.resolve("shard"));
        BackgroundPublisher publisher = start(shard, URI.create("nowhere://bucket/folder"))) {
      shard.write(0, 10);
      commit(publisher, shard);
      publisher.taken(1, 1_000);
      publisher.completed(1);
      await(() -> metrics.count("failedSnapshots") == 1);
    }
  }

  private BackgroundPublisher start(TestShard shard, URI root) {
    return BackgroundPublisher.start(
        new SnapshotOptions(
            "publisher-of-a-test",
            root,
            Map.of(TestShard.COLLECTION, 1),
            "v1",
            Map.of(shard.id(), 7L),
            folder.resolve("held"),
            metrics));
  }

  private static void commit(BackgroundPublisher publisher, TestShard shard) throws IOException {
    publisher.committed(
        shard.id(), shard.directory(), shard.index().commit(), shard.index().vectors());
  }

  private Path root() {
    return folder.resolve("snapshots");
  }

  private List<Long> checkpoints(TestShard shard) throws IOException {
    try (Stream<Path> files = Files.list(root().resolve(SnapshotFolder.shard(shard.id(), "v1")))) {
      return files
          .flatMap(file -> ManifestName.parse(file.getFileName().toString()).stream())
          .map(ManifestName::checkpoint)
          .toList();
    }
  }

  private long rows() throws Exception {
    try (SnapshotSearch search =
        SnapshotSearch.start(
            new LocalSnapshots(root()),
            Map.of(TestShard.COLLECTION, IndexDefinition.DEFAULT),
            Duration.ofHours(1))) {
      return search.stats(TestShard.COLLECTION, PATIENCE).rows();
    }
  }

  private long held() throws IOException {
    try (Stream<Path> commits = Files.list(folder.resolve("held"))) {
      return commits.count();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the publisher's thread is done").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Remembers the counters that are registered. */
  private static final class Metrics extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      counters.put(name, counter);
      return counter;
    }

    long count(String name) {
      Counter counter = counters.get(name);
      return counter == null ? 0 : counter.getCount();
    }
  }
}
