package org.gibsey.snapshot;

import org.gibsey.shard.ShardId;

/**
 * Where things lie below the folder of all snapshots: {@code <collection>/<index version>/<shard>/}
 * holds the manifests of a shard and all its files. All paths are relative and use slashes.
 */
public final class SnapshotFolder {
  private SnapshotFolder() {}

  /** Folder of all versions of a collection. */
  public static String collection(String collection) {
    return safe(collection);
  }

  /** Folder of one version of a collection's index. */
  public static String version(String collection, String indexVersion) {
    return safe(collection) + "/" + safe(indexVersion);
  }

  /** Folder of one shard. */
  public static String shard(ShardId shard, String indexVersion) {
    return version(shard.collection(), indexVersion) + "/" + shard.shard();
  }

  /**
   * Name under which an attempt stores a file. Two attempts may write different files of the same
   * name, because each begins at a checkpoint.
   */
  public static String stored(String name, long epoch) {
    return name + "." + epoch;
  }

  private static String safe(String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}")) {
      throw new IllegalArgumentException("'" + name + "' can't be the name of a folder");
    }
    return name;
  }
}
