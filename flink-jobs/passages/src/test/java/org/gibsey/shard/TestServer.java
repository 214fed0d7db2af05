package org.gibsey.shard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;

/** A server with some shards of a collection and their indexes, as a subtask has it. */
final class TestServer implements AutoCloseable {
  static final String COLLECTION = "pages";

  private final Map<ShardId, PassageIndex> indexes = new TreeMap<>();
  private final int shards;
  private final String version;
  private final ShardServer server;

  TestServer(Path directory, String version, int shards, int... held) throws Exception {
    this.shards = shards;
    this.version = version;
    for (int shard : held) {
      indexes.put(
          new ShardId(COLLECTION, shard),
          PassageIndex.open(
              Files.createTempDirectory(directory, "shard"), IndexDefinition.DEFAULT));
    }
    server = ShardServer.start("127.0.0.1", PortRange.ANY, version, indexes);
  }

  int port() {
    return server.port();
  }

  int waiting() {
    return server.waiting();
  }

  /** Serves all its shards from now on, with epochs that begin with the given one. */
  void announce(EndpointDirectory directory, long epoch) {
    announce(directory, epoch, port());
  }

  /** {@link #announce(EndpointDirectory, long)} at another port, which leads here. */
  void announce(EndpointDirectory directory, long epoch, int port) {
    Map<ShardId, Long> epochs = new HashMap<>();
    for (ShardId shard : indexes.keySet()) {
      epochs.put(shard, epoch + shard.shard());
    }
    server.serve(epochs);
    epochs.forEach((shard, own) -> directory.announced(announcement(shard, port), own));
  }

  Announcement announcement(ShardId shard, int port) {
    return new Announcement(shard, shards, version, "127.0.0.1", port);
  }

  /** Serves a shard with an epoch that nobody was told. */
  void serve(ShardId shard, long epoch) {
    server.serve(Map.of(shard, epoch));
  }

  /** Writes a row to its shard, if that is here. */
  void apply(EmbeddedRow row) throws Exception {
    PassageIndex index =
        indexes.get(new ShardId(COLLECTION, RowShard.of(row.row().rowKey(), shards)));
    if (index != null) {
      index.apply(row);
    }
  }

  void refresh() throws Exception {
    for (PassageIndex index : indexes.values()) {
      index.refreshIfStale();
    }
  }

  PassageIndex index(int shard) {
    return Objects.requireNonNull(indexes.get(new ShardId(COLLECTION, shard)));
  }

  /** Waits for something that another thread does. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("time is over");
      }
      Thread.yield();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    for (PassageIndex index : indexes.values()) {
      index.close();
    }
  }
}
