package org.gibsey.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.gibsey.index.IndexDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot of one collection. {@link #refresh} and {@link #close} belong to one thread,
 * the rest to any.
 */
final class CurrentSnapshot implements Closeable {
  // Each time another manifest has replaced the one that was just read: far apart in time.
  private static final int MOST_ATTEMPTS = 5;

  private final SnapshotStore store;
  private final NewestManifests manifests;
  private final String collection;
  private final IndexDefinition definition;
  private volatile @Nullable OpenSnapshot open;

  CurrentSnapshot(SnapshotStore store, String collection, IndexDefinition definition) {
    this.store = store;
    this.manifests = new NewestManifests(store);
    this.collection = collection;
    this.definition = definition;
  }

  /**
   * Opens what was published since. Keeps what it has when there is nothing complete or something
   * fails.
   *
   * @throws IOException when the newest snapshot can't be read
   */
  void refresh() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<List<Manifest>> newest = manifests.of(collection);
      OpenSnapshot current = open;
      if (newest.isEmpty() || (current != null && current.renew(newest.get()))) {
        return;
      }
      try {
        replace(OpenSnapshot.open(store, newest.get(), definition));
        return;
      } catch (NoSuchFileException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The snapshot, which the caller releases; null when there is none. */
  @Nullable OpenSnapshot acquire() {
    while (true) {
      OpenSnapshot current = open;
      if (current == null || current.acquire()) {
        return current;
      }
      // It was replaced between the two lines above.
      Thread.onSpinWait();
    }
  }

  /** The snapshot for a look at its age; null when there is none. */
  @Nullable OpenSnapshot peek() {
    return open;
  }

  @Override
  public void close() {
    replace(null);
  }

  private void replace(@Nullable OpenSnapshot next) {
    OpenSnapshot previous = open;
    open = next;
    if (previous != null) {
      previous.release();
    }
  }
}
