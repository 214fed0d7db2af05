package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.ShardId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one commit, held by hard links so that they stay readable after Lucene has merged
 * and deleted them. Goes when its last user has released it. Safe for use by several threads.
 */
final class HeldCommit {
  private static final Logger LOG = LoggerFactory.getLogger(HeldCommit.class);

  private final ShardId shard;
  private final Path links;
  private final List<CommittedFile> files;
  private final @Nullable VectorSpace vectors;

  /** Guarded by this; whoever made it is the first. */
  private int users = 1;

  private HeldCommit(
      ShardId shard, Path links, List<CommittedFile> files, @Nullable VectorSpace vectors) {
    this.shard = shard;
    this.links = links;
    this.files = List.copyOf(files);
    this.vectors = vectors;
  }

  /**
   * Links all files.
   *
   * @param links a folder that does not exist yet, on the file system of the files
   */
  static HeldCommit of(
      ShardId shard,
      Path directory,
      List<CommittedFile> files,
      @Nullable VectorSpace vectors,
      Path links)
      throws IOException {
    Files.createDirectories(links);
    for (CommittedFile file : files) {
      Files.createLink(links.resolve(file.name()), directory.resolve(file.name()));
    }
    return new HeldCommit(shard, links, files, vectors);
  }

  ShardId shard() {
    return shard;
  }

  List<CommittedFile> files() {
    return files;
  }

  @Nullable VectorSpace vectors() {
    return vectors;
  }

  Path path(CommittedFile file) {
    return links.resolve(file.name());
  }

  synchronized HeldCommit retain() {
    if (users == 0) {
      throw new IllegalStateException("the commit of " + shard + " was released already");
    }
    users++;
    return this;
  }

  void release() {
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
    }
    try {
      FileUtils.deleteDirectory(links.toFile());
    } catch (IOException e) {
      // They go with the attempt's directory.
      LOG.debug("The links of {} could not be removed", shard, e);
    }
  }
}
