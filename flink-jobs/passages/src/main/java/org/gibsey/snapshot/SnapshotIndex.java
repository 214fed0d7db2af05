package org.gibsey.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.store.Directory;
import org.gibsey.index.CommittedIndex;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.IndexedRows;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.index.SearchableIndex;
import org.gibsey.index.VectorSpace;
import org.gibsey.index.WordStatistics;
import org.jspecify.annotations.Nullable;

/** One published shard, opened read-only. Safe for use by many threads until it is closed. */
final class SnapshotIndex implements SearchableIndex, Closeable {
  private final Manifest manifest;
  private final Directory directory;
  private final CommittedIndex index;

  private SnapshotIndex(Manifest manifest, Directory directory, CommittedIndex index) {
    this.manifest = manifest;
    this.directory = directory;
    this.index = index;
  }

  /**
   * Opens the shard that a manifest describes.
   *
   * @throws java.nio.file.NoSuchFileException when a newer manifest has replaced it
   * @throws IOException when a file is damaged
   */
  static SnapshotIndex open(SnapshotStore store, Manifest manifest, IndexDefinition definition)
      throws IOException {
    String folder = SnapshotFolder.shard(manifest.shardId(), manifest.indexVersion());
    Directory directory = store.open(folder, manifest.files());
    try {
      return new SnapshotIndex(manifest, directory, CommittedIndex.open(directory, definition));
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Whether another manifest describes the very same files. */
  boolean holds(Manifest other) {
    return manifest.shardId().equals(other.shardId())
        && manifest.indexVersion().equals(other.indexVersion())
        && manifest.files().equals(other.files());
  }

  @Override
  public @Nullable VectorSpace vectors() {
    return index.vectors();
  }

  @Override
  public FoundPassages search(PassageQuery query, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    return index.search(query, timeout);
  }

  @Override
  public WordStatistics statistics(String text) throws IOException {
    return index.statistics(text);
  }

  @Override
  public Optional<FoundPassage> row(String rowKey) throws IOException {
    return index.row(rowKey);
  }

  @Override
  public IndexedRows rows(byte[] after, int limit) throws IOException {
    return index.rows(after, limit);
  }

  @Override
  public IndexCounts counts() throws IOException {
    return index.counts();
  }

  /** The highest write time that the copy shows, deletes included, or null for none. */
  @Nullable Long newestWriteTimeMicros() {
    return index.newestWriteTimeMicros();
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      index.close();
    }
  }
}
