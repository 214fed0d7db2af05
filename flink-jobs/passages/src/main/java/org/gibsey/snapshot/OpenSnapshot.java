package org.gibsey.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.index.IndexDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All shards of one version of a collection's index, opened. Stays open while somebody uses it:
 * each successful {@link #acquire} is followed by one {@link #release}.
 */
final class OpenSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSnapshot.class);

  private final List<SnapshotIndex> shards;
  private final String indexVersion;
  private volatile Instant taken;

  /** Guarded by this; the snapshot's owner is the first user. */
  private int users = 1;

  private OpenSnapshot(List<SnapshotIndex> shards, List<Manifest> manifests) {
    this.shards = shards;
    this.indexVersion = manifests.get(0).indexVersion();
    this.taken = oldest(manifests);
  }

  /**
   * Opens every shard.
   *
   * @param manifests one for each shard, in order
   * @param definition what can be filtered
   * @throws java.nio.file.NoSuchFileException when newer manifests have replaced these
   */
  static OpenSnapshot open(
      SnapshotStore store, List<Manifest> manifests, IndexDefinition definition)
      throws IOException {
    List<SnapshotIndex> opened = new ArrayList<>(manifests.size());
    try {
      for (Manifest manifest : manifests) {
        opened.add(SnapshotIndex.open(store, manifest, definition));
      }
    } catch (IOException | RuntimeException e) {
      opened.forEach(OpenSnapshot::close);
      throw e;
    }
    return new OpenSnapshot(List.copyOf(opened), manifests);
  }

  /** Goes on with newer manifests when they describe the same files. */
  boolean renew(List<Manifest> manifests) {
    if (manifests.size() != shards.size()) {
      return false;
    }
    for (int i = 0; i < shards.size(); i++) {
      if (!shards.get(i).holds(manifests.get(i))) {
        return false;
      }
    }
    taken = oldest(manifests);
    return true;
  }

  /** False when it is closed already: there is a newer one then. */
  synchronized boolean acquire() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  void release() {
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
    }
    shards.forEach(OpenSnapshot::close);
  }

  List<SnapshotIndex> shards() {
    return shards;
  }

  String indexVersion() {
    return indexVersion;
  }

  /** Time since the oldest of the shards' checkpoints was taken, 0 when the clocks disagree. */
  Duration age() {
    Duration age = Duration.between(taken, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Instant oldest(List<Manifest> manifests) {
    return manifests.stream().map(Manifest::taken).min(Instant::compareTo).orElseThrow();
  }

  private static void close(SnapshotIndex shard) {
    try {
      shard.close();
    } catch (IOException | UncheckedIOException e) {
      // Only read from: nothing is lost.
      LOG.warn("A shard of a snapshot could not be closed", e);
    }
  }
}
