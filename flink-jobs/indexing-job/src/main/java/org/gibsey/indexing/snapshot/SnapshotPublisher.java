package org.gibsey.indexing.snapshot;

import java.nio.file.Path;
import java.util.List;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.ShardId;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a completed checkpoint holds of the shards of one subtask. Belongs to the task's
 * thread; none of its methods fails because of the place where snapshots go.
 */
public interface SnapshotPublisher extends AutoCloseable {
  /** Publishes nothing. */
  SnapshotPublisher OFF =
      new SnapshotPublisher() {
        @Override
        public void committed(
            ShardId shard,
            Path directory,
            List<CommittedFile> files,
            @Nullable VectorSpace vectors) {}

        @Override
        public void taken(long checkpoint, long millis) {}

        @Override
        public void completed(long checkpoint) {}

        @Override
        public void aborted(long checkpoint) {}

        @Override
        public void close() {}
      };

  /**
   * Says what a shard's newest commit consists of; the files may vanish after the call.
   *
   * @param directory of the files
   * @param vectors what the shard's vectors have in common, or null when it has none
   */
  void committed(
      ShardId shard, Path directory, List<CommittedFile> files, @Nullable VectorSpace vectors);

  /**
   * Says that a checkpoint holds the newest commit of every shard.
   *
   * @param millis the present time in milliseconds since 1970
   */
  void taken(long checkpoint, long millis);

  /** Says that a checkpoint is complete: what it holds may be published. */
  void completed(long checkpoint);

  /** Says that a checkpoint will never be complete. */
  void aborted(long checkpoint);

  @Override
  void close();
}
