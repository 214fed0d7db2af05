package org.gibsey.shard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each shard is served by the newest announcement. Safe for use by many threads: one follows
 * the announcements, others ask.
 */
public final class EndpointDirectory {
  private static final CollectionEndpoints NOTHING = new CollectionEndpoints("", List.of());

  private final Map<ShardId, Endpoint> newest = new HashMap<>();
  private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();

  /** What {@link #newest} means for each collection; asked far more often than changed. */
  private volatile Map<String, CollectionEndpoints> collections = Map.of();

  private volatile boolean caughtUp;

  /**
   * Notes an announcement, unless a newer one of the shard is known.
   *
   * @param epoch offset of the announcement
   */
  public void announced(Announcement announcement, long epoch) {
    synchronized (newest) {
      Endpoint known = newest.get(announcement.shard());
      if (known != null && known.epoch() >= epoch) {
        return;
      }
      newest.put(announcement.shard(), new Endpoint(announcement, epoch));
    }
    changed();
  }

  /** Forgets a shard's endpoint, unless it was announced again after {@code epoch}. */
  public void withdrawn(ShardId shard, long epoch) {
    synchronized (newest) {
      Endpoint known = newest.get(shard);
      if (known == null || known.epoch() > epoch) {
        return;
      }
      newest.remove(shard);
    }
    changed();
  }

  /** Says that all announcements made before the start were noted. */
  public void caughtUp() {
    synchronized (newest) {
      caughtUp = true;
    }
    changed();
  }

  /** Forgets everything: the topic was made anew and its offsets start again. */
  void reset() {
    synchronized (newest) {
      newest.clear();
      caughtUp = false;
    }
    changed();
  }

  /** Whether each shard of every announced collection has an endpoint, and nothing is missing. */
  boolean isReady() {
    Map<String, CollectionEndpoints> known = collections;
    return caughtUp
        && !known.isEmpty()
        && known.values().stream().allMatch(CollectionEndpoints::isComplete);
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Endpoint of one shard, or null when it has none. */
  @Nullable Endpoint endpoint(ShardId shard) {
    List<@Nullable Endpoint> all = of(shard.collection()).shards();
    return shard.shard() < all.size() ? all.get(shard.shard()) : null;
  }

  /**
   * Endpoints of the index of a collection that the newest announcement speaks of; the same object
   * until something changes.
   *
   * @return no shards when the collection was never announced
   */
  CollectionEndpoints of(String collection) {
    return collections.getOrDefault(collection, NOTHING);
  }

  /** Every known endpoint. */
  List<Endpoint> all() {
    synchronized (newest) {
      return List.copyOf(newest.values());
    }
  }

  /**
   * Calls back after every change, in the thread that made it.
   *
   * @return what {@link #forget} ends it with
   */
  Object listen(Runnable listener) {
    Object ticket = new Object();
    listeners.put(ticket, listener);
    return ticket;
  }

  /** Ends what {@link #listen} began. */
  void forget(Object ticket) {
    listeners.remove(ticket);
  }

  private void changed() {
    synchronized (newest) {
      Map<String, CollectionEndpoints> all = new HashMap<>();
      for (ShardId shard : newest.keySet()) {
        all.computeIfAbsent(shard.collection(), this::endpoints);
      }
      collections = Map.copyOf(all);
    }
    listeners.values().forEach(Runnable::run);
  }

  private CollectionEndpoints endpoints(String collection) {
    // An index that was built again is another one; the latest word counts.
    Announcement latest =
        newest.values().stream()
            .filter(e -> e.announcement().shard().collection().equals(collection))
            .max(Comparator.comparingLong(Endpoint::epoch))
            .orElseThrow()
            .announcement();
    List<@Nullable Endpoint> all = new ArrayList<>();
    for (int shard = 0; shard < latest.shards(); shard++) {
      Endpoint endpoint = newest.get(new ShardId(collection, shard));
      boolean same = endpoint != null && endpoint.announcement().isOfTheSameIndexAs(latest);
      all.add(same ? endpoint : null);
    }
    return new CollectionEndpoints(latest.indexVersion(), Collections.unmodifiableList(all));
  }
}
