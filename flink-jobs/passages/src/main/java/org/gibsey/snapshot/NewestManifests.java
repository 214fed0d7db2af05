package org.gibsey.snapshot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what was published last of a collection: every shard of one version of its index. */
final class NewestManifests {
  private static final Logger LOG = LoggerFactory.getLogger(NewestManifests.class);

  private final SnapshotStore store;

  NewestManifests(SnapshotStore store) {
    this.store = store;
  }

  /**
   * The newest manifest of each shard, in the order of the shards, of the version that the latest
   * attempt published; versions of which a shard is missing don't count.
   *
   * @return empty when there is no complete version
   */
  Optional<List<Manifest>> of(String collection) throws IOException {
    List<List<Manifest>> complete = new ArrayList<>();
    for (String version : store.list(SnapshotFolder.collection(collection))) {
      List<Manifest> newest = ofVersion(SnapshotFolder.version(collection, version));
      if (isComplete(newest)) {
        complete.add(newest);
      }
    }
    return complete.stream().max(Comparator.comparingLong(NewestManifests::epoch));
  }

  private List<Manifest> ofVersion(String folder) throws IOException {
    Map<Integer, Manifest> byShard = new TreeMap<>();
    for (String shard : store.list(folder)) {
      if (shard.matches("\\d{1,9}")) {
        ofShard(folder + "/" + shard)
            .ifPresent(manifest -> byShard.put(Integer.valueOf(shard), manifest));
      }
    }
    return List.copyOf(byShard.values());
  }

  private Optional<Manifest> ofShard(String folder) throws IOException {
    List<ManifestName> newestFirst =
        store.list(folder).stream()
            .flatMap(file -> ManifestName.parse(file).stream())
            .sorted(Comparator.reverseOrder())
            .toList();
    for (ManifestName name : newestFirst) {
      try {
        return Optional.of(Manifest.ofJson(store.read(folder, name.toString())));
      } catch (NoSuchFileException e) {
        LOG.debug("{} of {} was replaced by a newer one", name, folder);
      } catch (IOException e) {
        LOG.warn("{} of {} can't be used, taking the one before", name, folder, e);
      }
    }
    return Optional.empty();
  }

  private static boolean isComplete(List<Manifest> byShard) {
    for (int shard = 0; shard < byShard.size(); shard++) {
      Manifest manifest = byShard.get(shard);
      if (manifest.shard() != shard || manifest.shards() != byShard.size()) {
        return false;
      }
    }
    return !byShard.isEmpty();
  }

  private static long epoch(List<Manifest> version) {
    return version.stream().mapToLong(Manifest::epoch).max().orElseThrow();
  }
}
