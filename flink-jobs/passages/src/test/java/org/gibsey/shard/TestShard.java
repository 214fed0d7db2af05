package org.gibsey.shard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;

/** A shard with its index and a server of its own, as a subtask has it. */
final class TestShard implements AutoCloseable {
  static final String VERSION = "v1";

  private final Announcement announcement;
  private final PassageIndex index;
  private final ShardServer server;

  TestShard(Path directory, ShardId shard, int shards, PortRange ports) throws Exception {
    this(directory, shard, shards, VERSION, ports);
  }

  TestShard(Path directory, ShardId shard, int shards, String version, PortRange ports)
      throws Exception {
    index =
        PassageIndex.open(Files.createTempDirectory(directory, "shard"), IndexDefinition.DEFAULT);
    server = ShardServer.start("127.0.0.1", ports, version, Map.of(shard, index));
    announcement = new Announcement(shard, shards, version, "127.0.0.1", server.port());
  }

  Announcement announcement() {
    return announcement;
  }

  int port() {
    return server.port();
  }

  void serve(long epoch) {
    server.serve(Map.of(announcement.shard(), epoch));
  }

  void apply(EmbeddedRow row) throws Exception {
    index.apply(row);
    index.refreshIfStale();
  }

  @Override
  public void close() throws Exception {
    server.close();
    index.close();
  }
}
