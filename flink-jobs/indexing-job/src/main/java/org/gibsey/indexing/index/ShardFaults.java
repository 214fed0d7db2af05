package org.gibsey.indexing.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gibsey.shard.ShardId;

/** Says what to do about a shard that can't be opened or written. */
final class ShardFaults {
  private ShardFaults() {}

  /** The disk of the task is full or broken, or somebody removed the files. */
  static IOException unwritable(ShardId shard, Path directory, Exception cause) {
    return unwritable("shard " + shard, directory, cause);
  }

  /** Searches can't see what is new in one of the shards, perhaps for the same reasons. */
  static IOException notRefreshed(Path directory, Throwable cause) {
    return unwritable("one of the shards", directory, cause);
  }

  private static IOException unwritable(String what, Path directory, Throwable cause) {
    return new IOException(
        ("%s can't be written to %s (%d MB are free): make room, or have io.tmp.dirs name a larger"
                + " disk that nobody cleans; Flink restores the shard from the last checkpoint")
            .formatted(what, directory, freeBytes(directory) >> 20),
        cause);
  }

  /** Free bytes of the disk that the directory is on, or was on before somebody removed it. */
  private static long freeBytes(Path directory) {
    Path existing = directory;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing == null ? 0 : existing.toFile().getUsableSpace();
  }

  /** Another attempt would find the same. */
  static UnfitStateException unreadable(ShardId shard, Exception cause) {
    UnfitStateException unfit =
        new UnfitStateException(
            "shard %s can't be opened by this release: %s".formatted(shard, cause.getMessage()));
    unfit.initCause(cause);
    return unfit;
  }
}
