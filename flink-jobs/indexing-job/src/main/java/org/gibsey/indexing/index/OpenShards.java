package org.gibsey.indexing.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.util.IOUtils;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.IndexRefresher;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.VectorSpace;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;
import org.gibsey.shard.ShardServer;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one subtask on its machine: their indexes, the thread that refreshes them and the
 * server that answers from them. Belongs to the task's thread.
 */
final class OpenShards implements AutoCloseable {
  private final IndexOptions options;
  private final String indexVersion;
  private final AttemptDirectory directory;
  private final Map<ShardId, PassageIndex> indexes = new TreeMap<>();

  /** What to close, last opened first: nothing may outlive what it reads from. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private @Nullable IndexRefresher refresher;

  /**
   * No shards yet.
   *
   * @param indexVersion version of the index that all shards belong to
   */
  OpenShards(IndexOptions options, String indexVersion, AttemptDirectory directory) {
    this.options = options;
    this.indexVersion = indexVersion;
    this.directory = directory;
    open.push(directory);
  }

  /** Makes the empty directory that a shard's files are restored to. */
  Path prepare(ShardId shard) throws IOException {
    return Files.createDirectories(path(shard));
  }

  /** Opens the index in a prepared directory. */
  void open(ShardId shard) throws IOException {
    PassageIndex index = PassageIndex.open(path(shard), options.definition(shard.collection()));
    open.push(index);
    indexes.put(shard, index);
  }

  /** What the vectors of an open shard have in common, or null when it has none. */
  @Nullable VectorSpace vectors(ShardId shard) {
    PassageIndex index = indexes.get(shard);
    return index == null ? null : index.vectors();
  }

  /**
   * Lets the world search: starts the refresher and the server, and announces all open shards.
   *
   * @param subtask number of the subtask, for the names of threads
   * @param onFailure told when searches can't see new writes any more
   */
  void serve(int subtask, EndpointAnnouncer announcer, Consumer<Throwable> onFailure)
      throws Exception {
    if (indexes.isEmpty()) {
      return;
    }
    refresher =
        IndexRefresher.start(
            "shard-refresher-" + subtask, indexes.values(), options.refreshInterval(), onFailure);
    open.push(refresher);
    ShardServer server = ShardServer.start(options.host(), options.ports(), indexVersion, indexes);
    open.push(server);
    List<Announcement> announcements = new ArrayList<>();
    for (ShardId shard : indexes.keySet()) {
      announcements.add(
          new Announcement(
              shard, shards(shard.collection()), indexVersion, options.host(), server.port()));
    }
    server.serve(announcer.announce(announcements));
  }

  /**
   * Applies a row to its shard.
   *
   * @return false when the shard knows something newer of the row
   */
  boolean apply(EmbeddedRow row) throws IOException {
    String collection = row.row().collection();
    ShardId shard = new ShardId(collection, RowShard.of(row.row().rowKey(), shards(collection)));
    PassageIndex index = indexes.get(shard);
    if (index == null) {
      throw new IllegalStateException("shard " + shard + " is not held by this subtask");
    }
    boolean applied = index.apply(row);
    if (applied && refresher != null) {
      refresher.wake();
    }
    return applied;
  }

  /** Hands out what changed: the files of every shard that has something to commit. */
  void commit(Committed committed) throws Exception {
    for (Map.Entry<ShardId, PassageIndex> shard : indexes.entrySet()) {
      if (shard.getValue().hasUncommittedChanges()) {
        committed.files(shard.getKey(), path(shard.getKey()), shard.getValue().commit());
      }
    }
  }

  /** Version of the index that all shards belong to. */
  String indexVersion() {
    return indexVersion;
  }

  /** The indexes by shard. */
  Map<ShardId, PassageIndex> indexes() {
    return Collections.unmodifiableMap(indexes);
  }

  /** Values that couldn't be read as the type of their filter, since the shards were opened. */
  long unreadableValues() {
    return indexes.values().stream().mapToLong(PassageIndex::unreadableValues).sum();
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(open);
  }

  private Path path(ShardId shard) {
    return directory.path().resolve(shard.collection()).resolve(Integer.toString(shard.shard()));
  }

  private int shards(String collection) {
    Integer shards = options.shards().get(collection);
    if (shards == null) {
      throw new IllegalArgumentException("collection '" + collection + "' is not configured");
    }
    return shards;
  }

  /** Takes a shard's committed files. */
  interface Committed {
    void files(ShardId shard, Path directory, List<CommittedFile> files) throws Exception;
  }
}
