package org.gibsey.indexing.index;

import java.io.IOException;
import java.net.URI;
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
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.IOUtils;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.AlreadyClosedException;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.IndexRefresher;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.snapshot.BackgroundPublisher;
import org.gibsey.indexing.snapshot.SnapshotOptions;
import org.gibsey.indexing.snapshot.SnapshotPublisher;
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
  private Map<ShardId, Long> epochs = Map.of();

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

  /**
   * Opens the index in a prepared directory.
   *
   * @throws UnfitStateException when a newer release wrote it
   */
  void open(ShardId shard) throws IOException {
    PassageIndex index;
    try {
      index = PassageIndex.open(path(shard), options.definition(shard.collection()));
    } catch (IllegalStateException | IndexFormatTooNewException | IndexFormatTooOldException e) {
      throw ShardFaults.unreadable(shard, e);
    }
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
            "shard-refresher-" + subtask,
            indexes.values(),
            options.refreshInterval(),
            failure -> onFailure.accept(refreshFailure(failure)));
    open.push(refresher);
    ShardServer server = ShardServer.start(options.host(), options.ports(), indexVersion, indexes);
    open.push(server);
    List<Announcement> announcements = new ArrayList<>();
    for (ShardId shard : indexes.keySet()) {
      announcements.add(
          new Announcement(
              shard, shards(shard.collection()), indexVersion, options.host(), server.port()));
    }
    epochs = announcer.announce(announcements);
    server.serve(epochs);
  }

  /**
   * Starts to publish copies of the shards that are served, if the job is to publish any. What was
   * restored goes with the first checkpoint.
   */
  SnapshotPublisher publish(int subtask, MetricGroup metrics) throws IOException {
    URI root = options.snapshots();
    if (root == null || indexes.isEmpty()) {
      return SnapshotPublisher.OFF;
    }
    SnapshotPublisher publisher =
        BackgroundPublisher.start(
            new SnapshotOptions(
                "snapshot-publisher-" + subtask,
                root,
                options.shards(),
                indexVersion,
                epochs,
                directory.path().resolve("held"),
                metrics));
    open.push(publisher);
    for (Map.Entry<ShardId, PassageIndex> shard : indexes.entrySet()) {
      PassageIndex index = shard.getValue();
      if (!index.hasUncommittedChanges()) {
        publisher.committed(shard.getKey(), path(shard.getKey()), index.commit(), index.vectors());
      }
    }
    return publisher;
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
    boolean applied;
    try {
      applied = index.apply(row);
    } catch (IOException | AlreadyClosedException e) {
      throw ShardFaults.unwritable(shard, path(shard), e);
    }
    if (applied && refresher != null) {
      refresher.wake();
    }
    return applied;
  }

  /** Hands out what changed: the files of every shard that has something to commit. */
  void commit(Committed committed) throws Exception {
    for (Map.Entry<ShardId, PassageIndex> shard : indexes.entrySet()) {
      List<CommittedFile> files;
      try {
        if (!shard.getValue().hasUncommittedChanges()) {
          shard.getValue().idle();
          continue;
        }
        files = shard.getValue().commit();
      } catch (IOException | AlreadyClosedException e) {
        throw ShardFaults.unwritable(shard.getKey(), path(shard.getKey()), e);
      }
      committed.files(shard.getKey(), path(shard.getKey()), files);
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

  private Throwable refreshFailure(Throwable failure) {
    return failure instanceof IOException || failure instanceof AlreadyClosedException
        ? ShardFaults.notRefreshed(directory.path(), failure)
        : new IllegalStateException("shards can't refresh", failure);
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
