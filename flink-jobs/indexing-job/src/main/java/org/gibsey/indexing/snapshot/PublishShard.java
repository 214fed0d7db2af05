package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.ShardId;
import org.gibsey.snapshot.Manifest;
import org.gibsey.snapshot.ManifestName;
import org.gibsey.snapshot.PublishedFile;
import org.gibsey.snapshot.SnapshotFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one shard: its new files, then the manifest, then the removal of what no manifest needs
 * any more. Belongs to one thread.
 *
 * <p>Another attempt may still be at work, here or on another machine. Each writes under names of
 * its own epoch, removes nothing of a higher one and stops when it sees one, and readers take the
 * highest. So whatever the older one does, the newest manifest of the newest attempt stays whole.
 */
final class PublishShard {
  private static final Logger LOG = LoggerFactory.getLogger(PublishShard.class);

  /** The newest, and the one before for a reader that was about to open it. */
  static final int KEPT_MANIFESTS = 2;

  /** A shard that nobody writes to gets a new manifest now and then, which tells its age. */
  static final Duration RENEWAL = Duration.ofSeconds(30);

  private final SnapshotTarget target;
  private final ShardId shard;
  private final int shards;
  private final String indexVersion;
  private final long epoch;
  private final String folder;

  /** What is published of this attempt's files. */
  private final Map<String, PublishedFile> published = new HashMap<>();

  private @Nullable HeldCommit last;
  private long lastTakenMillis;
  private boolean begun;

  PublishShard(SnapshotTarget target, ShardId shard, int shards, String indexVersion, long epoch) {
    this.target = target;
    this.shard = shard;
    this.shards = shards;
    this.indexVersion = indexVersion;
    this.epoch = epoch;
    this.folder = SnapshotFolder.shard(shard, indexVersion);
  }

  long epoch() {
    return epoch;
  }

  /**
   * Publishes a commit, unless it is published and its manifest is recent.
   *
   * @return bytes of the files that were written, or -1 when there was nothing to do
   * @throws SupersededException when a later attempt has published the shard
   * @throws IOException when something could not be written; the next call tries again
   */
  long publish(HeldCommit commit, long checkpoint, long takenMillis)
      throws IOException, SupersededException {
    if (commit == last && takenMillis - lastTakenMillis < RENEWAL.toMillis()) {
      return -1;
    }
    requireNewest();
    boolean first = !begun;
    if (first) {
      recogniseFiles(commit);
    }
    long bytes = putNewFiles(commit);
    Manifest manifest = manifest(commit, checkpoint, takenMillis);
    write(manifest);
    if (first && !isWhole(manifest)) {
      // The attempt before, not knowing of this one, removed a file that both had.
      published.clear();
      bytes += putNewFiles(commit);
      manifest = manifest(commit, checkpoint, takenMillis);
      write(manifest);
    }
    begun = true;
    last = commit;
    lastTakenMillis = takenMillis;
    published.values().retainAll(manifest.files());
    removeUnneeded();
    return bytes;
  }

  private void requireNewest() throws IOException, SupersededException {
    for (ManifestName name : manifests()) {
      if (name.epoch() > epoch) {
        throw new SupersededException(
            "epoch %d of %s has published, this is %d".formatted(name.epoch(), shard, epoch));
      }
    }
  }

  /** A restored shard begins with files that an earlier attempt has published. */
  private void recogniseFiles(HeldCommit commit) throws IOException {
    List<ManifestName> names = manifests();
    if (names.isEmpty()) {
      return;
    }
    Map<String, PublishedFile> before = new HashMap<>();
    read(names.get(0)).forEach(file -> before.put(file.name(), file));
    for (CommittedFile file : commit.files()) {
      PublishedFile known = before.get(file.name());
      if (known != null
          && known.length() == file.length()
          && known.sha256().equals(SnapshotTarget.sha256(commit.path(file)))) {
        published.put(file.name(), known);
      }
    }
  }

  private long putNewFiles(HeldCommit commit) throws IOException {
    long bytes = 0;
    for (CommittedFile file : commit.files()) {
      if (!published.containsKey(file.name())) {
        String stored = SnapshotFolder.stored(file.name(), epoch);
        String sha256 = target.put(commit.path(file), folder, stored);
        published.put(file.name(), new PublishedFile(file.name(), stored, file.length(), sha256));
        bytes += file.length();
      }
    }
    return bytes;
  }

  private Manifest manifest(HeldCommit commit, long checkpoint, long takenMillis) {
    VectorSpace vectors = commit.vectors();
    List<PublishedFile> files = new ArrayList<>();
    for (CommittedFile file : commit.files()) {
      PublishedFile known = published.get(file.name());
      if (known == null) {
        throw new IllegalStateException(file.name() + " of " + shard + " is not published");
      }
      files.add(known);
    }
    return new Manifest(
        Manifest.FORMAT,
        shard.collection(),
        shard.shard(),
        shards,
        indexVersion,
        epoch,
        checkpoint,
        takenMillis,
        vectors == null ? null : vectors.model(),
        vectors == null ? 0 : vectors.dimension(),
        files);
  }

  private void write(Manifest manifest) throws IOException {
    String name = new ManifestName(epoch, manifest.checkpoint()).toString();
    target.write(folder, name, manifest.toJson());
  }

  private boolean isWhole(Manifest manifest) throws IOException {
    Set<String> there = new HashSet<>(target.list(folder));
    return manifest.files().stream().allMatch(file -> there.contains(file.stored()));
  }

  private void removeUnneeded() throws IOException {
    List<ManifestName> kept = manifests().stream().limit(KEPT_MANIFESTS).toList();
    Set<String> needed = new HashSet<>();
    for (ManifestName name : kept) {
      if (name.epoch() > epoch) {
        // A later attempt has begun since: what is garbage is its business now.
        return;
      }
      needed.add(name.toString());
      read(name).forEach(file -> needed.add(file.stored()));
    }
    for (String file : target.list(folder)) {
      if (!needed.contains(file) && StoredEpoch.of(file).orElse(Long.MAX_VALUE) <= epoch) {
        target.delete(folder, file);
      }
    }
  }

  /** Newest first. */
  private List<ManifestName> manifests() throws IOException {
    return target.list(folder).stream()
        .flatMap(file -> ManifestName.parse(file).stream())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private List<PublishedFile> read(ManifestName name) throws IOException {
    byte[] json = target.read(folder, name.toString());
    try {
      return Manifest.ofJson(json).files();
    } catch (IOException e) {
      // Cut off when its machine failed: readers pass it over, and so it needs no files.
      LOG.warn("{} in {} can't be read", name, folder, e);
      return List.of();
    }
  }
}
