package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.gibsey.snapshot.ManifestName;
import org.gibsey.snapshot.SnapshotFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the older versions of a collection's index once all shards of the new one are there. */
final class RemoveOldVersions {
  private static final Logger LOG = LoggerFactory.getLogger(RemoveOldVersions.class);

  private final SnapshotTarget target;
  private final String collection;
  private final int shards;
  private final String indexVersion;

  RemoveOldVersions(SnapshotTarget target, String collection, int shards, String indexVersion) {
    this.target = target;
    this.collection = collection;
    this.shards = shards;
    this.indexVersion = indexVersion;
  }

  /**
   * Removes what was published before an epoch under another version.
   *
   * @param epoch of one of the new version's shards: what is older has lower ones throughout
   */
  void before(long epoch) throws IOException {
    List<String> others =
        target.list(SnapshotFolder.collection(collection)).stream()
            .filter(version -> !version.equals(indexVersion))
            .toList();
    if (others.isEmpty() || !isComplete()) {
      return;
    }
    for (String version : others) {
      String folder = SnapshotFolder.version(collection, version);
      if (newest(folder) < epoch) {
        LOG.info("Removing the snapshot of version {} of {}", version, collection);
        target.deleteFolder(folder);
      }
    }
  }

  private boolean isComplete() throws IOException {
    String folder = SnapshotFolder.version(collection, indexVersion);
    for (int shard = 0; shard < shards; shard++) {
      boolean published =
          target.list(folder + "/" + shard).stream()
              .anyMatch(file -> ManifestName.parse(file).isPresent());
      if (!published) {
        return false;
      }
    }
    return true;
  }

  /** Highest epoch that wrote anything for a version. */
  private long newest(String folder) throws IOException {
    long newest = -1;
    for (String shard : target.list(folder)) {
      for (String file : target.list(folder + "/" + shard)) {
        OptionalLong epoch = StoredEpoch.of(file);
        newest = Math.max(newest, epoch.orElse(-1));
      }
    }
    return newest;
  }
}
