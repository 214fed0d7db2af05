package org.gibsey.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where each shard is served by the newest announcement. Safe for use by many threads: one follows
 * the announcements, others ask.
 */
public final class EndpointDirectory {
  private final Map<ShardId, Endpoint> newest = new HashMap<>();
  private final Map<Object, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean caughtUp;

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
    synchronized (newest) {
      return caughtUp
          && !newest.isEmpty()
          && newest.keySet().stream()
              .map(ShardId::collection)
              .distinct()
              .allMatch(collection -> endpoints(collection).stream().allMatch(e -> e != null));
    }
  }

  boolean isCaughtUp() {
    synchronized (newest) {
      return caughtUp;
    }
  }

  /** Endpoint of one shard, or null when it has none. */
  @Nullable Endpoint endpoint(ShardId shard) {
    List<@Nullable Endpoint> all = endpoints(shard.collection());
    return shard.shard() < all.size() ? all.get(shard.shard()) : null;
  }

  /**
   * Endpoints of all shards of a collection, by number of the shard.
   *
   * @return one element for each shard of the index that the newest announcement speaks of, null
   *     where a shard of it has no endpoint; empty when the collection was never announced
   */
  List<@Nullable Endpoint> endpoints(String collection) {
    synchronized (newest) {
      List<Endpoint> known =
          newest.values().stream()
              .filter(e -> e.announcement().shard().collection().equals(collection))
              .toList();
      List<@Nullable Endpoint> all = new ArrayList<>();
      if (known.isEmpty()) {
        return all;
      }
      // An index that was built again is another one; the latest word counts.
      Announcement latest =
          known.stream()
              .max(Comparator.comparingLong(Endpoint::epoch))
              .orElseThrow()
              .announcement();
      for (int shard = 0; shard < latest.shards(); shard++) {
        Endpoint endpoint = newest.get(new ShardId(collection, shard));
        boolean same = endpoint != null && endpoint.announcement().isOfTheSameIndexAs(latest);
        all.add(same ? endpoint : null);
      }
      return all;
    }
  }

  /** Every known endpoint. */
  List<Endpoint> all() {
    synchronized (newest) {
      return List.copyOf(newest.values());
    }
  }

  /** Completes when anything changes, or after a while when nothing does. */
  CompletableFuture<Void> changeOrPause(Duration pause) {
    Object ticket = new Object();
    CompletableFuture<Void> change = new CompletableFuture<>();
    waiting.put(ticket, change);
    return change
        .completeOnTimeout(null, pause.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((done, failure) -> waiting.remove(ticket));
  }

  /** Calls back after every change, in the thread that made it. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
    waiting.values().forEach(change -> change.complete(null));
  }
}
