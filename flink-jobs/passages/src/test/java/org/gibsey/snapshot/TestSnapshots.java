package org.gibsey.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;

/** Real shards, and a folder to which they are published as the job would. */
final class TestSnapshots implements AutoCloseable {
  static final String COLLECTION = "pages";

  private final Path root;
  private final Path local;
  private final List<PassageIndex> shards = new ArrayList<>();

  TestSnapshots(Path folder, int shards) throws IOException {
    root = folder.resolve("published");
    local = folder.resolve("local");
    for (int shard = 0; shard < shards; shard++) {
      this.shards.add(PassageIndex.open(path(shard), IndexDefinition.DEFAULT));
    }
  }

  Path root() {
    return root;
  }

  List<PassageIndex> shards() {
    return shards;
  }

  void apply(EmbeddedRow row) throws IOException {
    PassageIndex index = shards.get(RowShard.of(row.row().rowKey(), shards.size()));
    index.apply(row);
  }

  /** Publishes all shards. */
  void publish(String version, long epoch, long checkpoint, long takenMillis) throws IOException {
    for (int shard = 0; shard < shards.size(); shard++) {
      publish(shard, version, epoch, checkpoint, takenMillis);
    }
  }

  /** Publishes one shard. */
  void publish(int shard, String version, long epoch, long checkpoint, long takenMillis)
      throws IOException {
    ShardId id = new ShardId(COLLECTION, shard);
    Path folder = Files.createDirectories(folder(shard, version));
    List<PublishedFile> files = new ArrayList<>();
    shards.get(shard).refreshIfStale();
    for (CommittedFile file : shards.get(shard).commit()) {
      String stored = SnapshotFolder.stored(file.name(), epoch);
      Files.copy(
          path(shard).resolve(file.name()),
          folder.resolve(stored),
          StandardCopyOption.REPLACE_EXISTING);
      files.add(new PublishedFile(file.name(), stored, file.length(), "0".repeat(64)));
    }
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            COLLECTION,
            id.shard(),
            shards.size(),
            version,
            epoch,
            checkpoint,
            takenMillis,
            null,
            0,
            files);
    Files.write(folder.resolve(new ManifestName(epoch, checkpoint).toString()), manifest.toJson());
  }

  /** Publishes the files of the newest manifests again, as the next checkpoint. */
  void renew(String version, long epoch, long checkpoint, long takenMillis) throws IOException {
    for (int shard = 0; shard < shards.size(); shard++) {
      Path folder = folder(shard, version);
      ManifestName before = new ManifestName(epoch, checkpoint - 1);
      Manifest old = Manifest.ofJson(Files.readAllBytes(folder.resolve(before.toString())));
      Manifest manifest =
          new Manifest(
              old.format(),
              old.collection(),
              old.shard(),
              old.shards(),
              version,
              epoch,
              checkpoint,
              takenMillis,
              old.model(),
              old.dimension(),
              old.files());
      Files.write(
          folder.resolve(new ManifestName(epoch, checkpoint).toString()), manifest.toJson());
    }
  }

  Path folder(int shard, String version) {
    return root.resolve(SnapshotFolder.shard(new ShardId(COLLECTION, shard), version));
  }

  /** Removes everything of a shard that was published before an epoch. */
  void forget(int shard, String version, long epoch) throws IOException {
    try (var files = Files.list(folder(shard, version))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("." + epoch)
            || ManifestName.parse(name).filter(n -> n.epoch() == epoch).isPresent()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (PassageIndex shard : shards) {
      shard.close();
    }
  }

  private Path path(int shard) {
    return local.resolve(Integer.toString(shard));
  }
}
