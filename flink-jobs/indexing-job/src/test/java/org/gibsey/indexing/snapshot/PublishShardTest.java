package org.gibsey.indexing.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.index.IndexDefinition;
import org.gibsey.shard.ShardId;
import org.gibsey.snapshot.LocalSnapshots;
import org.gibsey.snapshot.Manifest;
import org.gibsey.snapshot.ManifestName;
import org.gibsey.snapshot.PublishedFile;
import org.gibsey.snapshot.SnapshotFolder;
import org.gibsey.snapshot.SnapshotSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishShardTest {
  private static final String VERSION = "v1";
  private static final ShardId SHARD = new ShardId(TestShard.COLLECTION, 0);

  @TempDir private Path folder;
  private final FullDisk disk = new FullDisk();
  private SnapshotTarget target;
  private Path root;

  @BeforeEach
  void place() {
    root = folder.resolve("snapshots");
    target = new SnapshotTarget(new org.apache.flink.core.fs.Path(root.toUri()), path -> disk);
  }

  @Test
  void theSecondPublicationWritesOnlyNewFiles() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard publish = publish(5);
      shard.write(0, 500);
      long first = publish.publish(shard.commit(), 1, 1_000);
      assertThat(first).isEqualTo(bytes(newest()));
      Manifest before = newest();
      disk.written.clear();
      shard.write(500, 510);

      long second = publish.publish(shard.commit(), 2, 2_000);

      Manifest after = newest();
      List<PublishedFile> added =
          after.files().stream().filter(file -> !before.files().contains(file)).toList();
      assertThat(added).isNotEmpty().hasSizeLessThan(after.files().size());
      assertThat(second).isEqualTo(added.stream().mapToLong(PublishedFile::length).sum());
      assertThat(second).isLessThan(first / 4);
      assertThat(disk.written)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      added.stream().map(PublishedFile::stored),
                      Stream.of(new ManifestName(5, 2).toString()))
                  .toList());
      assertThat(rows()).isEqualTo(510);
    }
  }

  @Test
  void whatTheTwoNewestManifestsDontNeedIsRemoved() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard publish = publish(5);
      for (int checkpoint = 1; checkpoint <= 12; checkpoint++) {
        shard.write(0, 20 * checkpoint);
        publish.publish(shard.commit(), checkpoint, 1_000L * checkpoint);
        assertThat(manifests())
            .isEqualTo(
                Stream.of(checkpoint - 1, checkpoint)
                    .filter(number -> number > 0)
                    .map(number -> new ManifestName(5, number))
                    .collect(Collectors.toSet()));
        assertThat(stored()).isEqualTo(needed());
      }
      assertThat(rows()).isEqualTo(240);
    }
  }

  @Test
  void aCrashBetweenFilesAndManifestLeavesTheOldSnapshotWhole() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard publish = publish(5);
      shard.write(0, 100);
      publish.publish(shard.commit(), 1, 1_000);
      shard.write(100, 200);
      disk.noRoomFor(name -> name.startsWith("manifest-"));
      assertThatThrownBy(() -> publish.publish(shard.commit(), 2, 2_000))
          .isInstanceOf(IOException.class);
      assertThat(rows()).isEqualTo(100);

      // The machine comes back, with another attempt and room.
      disk.noRoomFor(name -> false);
      try (TestShard restored = restored(shard, "b")) {
        publish(6).publish(restored.commit(), 3, 3_000);
        assertThat(rows()).isEqualTo(200);
        restored.write(200, 210);
        PublishShard next = publish(7);
        next.publish(restored.commit(), 4, 4_000);
        assertThat(rows()).isEqualTo(210);
        assertThat(stored()).isEqualTo(needed());
      }
    }
  }

  @Test
  void whatAFullDiskRefusedIsWrittenAtTheNextCheckpoint() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard publish = publish(5);
      shard.write(0, 100);
      HeldCommit commit = shard.commit();
      disk.noRoomFor(name -> name.contains(".cfs"));
      assertThatThrownBy(() -> publish.publish(commit, 1, 1_000))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(manifests()).isEmpty();
      disk.noRoomFor(name -> false);
      publish.publish(commit, 2, 2_000);
      assertThat(rows()).isEqualTo(100);
      assertThat(stored()).isEqualTo(needed());
    }
  }

  @Test
  void anAttemptGoesOnWithTheFilesOfTheOneBefore() throws Exception {
    try (TestShard shard = shard("a")) {
      shard.write(0, 300);
      publish(5).publish(shard.commit(), 1, 1_000);
      try (TestShard restored = restored(shard, "b")) {
        restored.write(300, 310);
        // The old attempt, over but not knowing it, makes files of the same names.
        shard.write(400, 450);
        publish(5).publish(shard.commit(), 2, 2_000);
        long written = publish(9).publish(restored.commit(), 2, 2_500);

        assertThat(written).isLessThan(bytes(newest()) / 4);
        assertThat(newest().epoch()).isEqualTo(9);
        assertThat(rows()).isEqualTo(310);
      }
    }
  }

  @Test
  void anOlderAttemptStopsAndRemovesNothing() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard old = publish(5);
      shard.write(0, 100);
      old.publish(shard.commit(), 1, 1_000);
      try (TestShard restored = restored(shard, "b")) {
        restored.write(100, 120);
        publish(6).publish(restored.commit(), 2, 2_000);
        Set<String> before = stored();
        shard.write(0, 500);
        assertThatThrownBy(() -> old.publish(shard.commit(), 2, 2_000))
            .isInstanceOf(SupersededException.class);
        assertThat(stored()).isEqualTo(before);
        assertThat(rows()).isEqualTo(120);
      }
    }
  }

  @Test
  void aShardThatDoesNotChangeIsPublishedAgainOnlyToTellItsAge() throws Exception {
    try (TestShard shard = shard("a")) {
      PublishShard publish = publish(5);
      shard.write(0, 10);
      HeldCommit commit = shard.commit();
      publish.publish(commit, 1, 1_000);
      long renewal = PublishShard.RENEWAL.toMillis();
      assertThat(publish.publish(commit, 2, renewal)).isEqualTo(-1);
      assertThat(publish.publish(commit, 3, 1_000 + renewal)).isZero();
      assertThat(newest().takenMillis()).isEqualTo(1_000 + renewal);
      assertThat(rows()).isEqualTo(10);
    }
  }

  @Test
  void oldVersionsGoWhenAllShardsOfTheNewOneAreThere() throws Exception {
    try (TestShard zero = shard("a");
        TestShard one = new TestShard(1, folder.resolve("b"))) {
      zero.write(0, 10);
      one.write(0, 10);
      HeldCommit ofZero = zero.commit();
      HeldCommit ofOne = one.commit();
      publish(0, "v1", 5).publish(ofZero, 1, 1_000);
      publish(1, "v1", 6).publish(ofOne, 1, 1_000);
      publish(0, "v2", 7).publish(ofZero, 1, 2_000);
      RemoveOldVersions v1 = new RemoveOldVersions(target, TestShard.COLLECTION, 2, "v1");
      RemoveOldVersions v2 = new RemoveOldVersions(target, TestShard.COLLECTION, 2, "v2");
      v2.before(7);
      assertThat(versions()).containsExactlyInAnyOrder("v1", "v2");
      publish(1, "v2", 8).publish(ofOne, 1, 2_000);
      // The old job does not know that it is over.
      v1.before(5);
      assertThat(versions()).containsExactlyInAnyOrder("v1", "v2");
      v2.before(7);
      assertThat(versions()).containsExactly("v2");
    }
  }

  private TestShard shard(String name) throws IOException {
    return new TestShard(0, folder.resolve(name));
  }

  private TestShard restored(TestShard shard, String name) throws IOException {
    shard.copyTo(folder.resolve(name));
    return shard(name);
  }

  private PublishShard publish(long epoch) {
    return new PublishShard(target, SHARD, 1, VERSION, epoch);
  }

  private PublishShard publish(int shard, String version, long epoch) {
    return new PublishShard(target, new ShardId(TestShard.COLLECTION, shard), 2, version, epoch);
  }

  /** What a reader finds. */
  private long rows() throws Exception {
    try (SnapshotSearch search =
        SnapshotSearch.start(
            new LocalSnapshots(root),
            Map.of(TestShard.COLLECTION, IndexDefinition.DEFAULT),
            Duration.ofHours(1))) {
      return search.stats(TestShard.COLLECTION, Duration.ofSeconds(10)).rows();
    }
  }

  private Path path() {
    return root.resolve(SnapshotFolder.shard(SHARD, VERSION));
  }

  private List<String> versions() throws IOException {
    try (Stream<Path> versions = Files.list(root.resolve(TestShard.COLLECTION))) {
      return versions.map(version -> version.getFileName().toString()).toList();
    }
  }

  private Set<String> files() throws IOException {
    if (!Files.exists(path())) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(path())) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private Set<ManifestName> manifests() throws IOException {
    return files().stream()
        .flatMap(file -> ManifestName.parse(file).stream())
        .collect(Collectors.toSet());
  }

  /** All but manifests. */
  private Set<String> stored() throws IOException {
    return files().stream()
        .filter(file -> ManifestName.parse(file).isEmpty())
        .collect(Collectors.toSet());
  }

  private Set<String> needed() throws IOException {
    Set<String> needed = new HashSet<>();
    for (ManifestName name : manifests()) {
      read(name).files().forEach(file -> needed.add(file.stored()));
    }
    return needed;
  }

  private Manifest newest() throws IOException {
    return read(manifests().stream().max(ManifestName::compareTo).orElseThrow());
  }

  private Manifest read(ManifestName name) throws IOException {
    return Manifest.ofJson(Files.readAllBytes(path().resolve(name.toString())));
  }

  private static long bytes(Manifest manifest) {
    return manifest.files().stream().mapToLong(PublishedFile::length).sum();
  }
}
