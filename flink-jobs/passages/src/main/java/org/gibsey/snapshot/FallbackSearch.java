package org.gibsey.snapshot;

import java.time.Duration;
import java.util.Optional;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ShardsUnavailableException;

/**
 * Asks the live shards, and the snapshot when they don't answer.
 *
 * <p>Where there is a snapshot, live shards get only so much patience. Once they have used it up
 * they count as down: the snapshot answers at once, and a probe finds out when they are back. A
 * question that does not fit the index is refused by either in the same way. A search that must see
 * a certain write is for the live shards alone.
 */
public final class FallbackSearch implements PassageSearch {
  private final PassageSearch live;
  private final SnapshotSearch snapshots;
  private final Duration patience;
  private final LiveProbe probe;

  private FallbackSearch(PassageSearch live, SnapshotSearch snapshots, Duration patience) {
    this.live = live;
    this.snapshots = snapshots;
    this.patience = patience;
    this.probe = LiveProbe.start(live);
  }

  /**
   * Puts one behind the other; both are closed with it.
   *
   * @param patience time that live shards have for an answer when there is a snapshot; never more
   *     than half of the question's own deadline
   */
  public static FallbackSearch of(PassageSearch live, SnapshotSearch snapshots, Duration patience) {
    return new FallbackSearch(live, snapshots, patience);
  }

  @Override
  public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
    if (query.after() != null) {
      return live.search(query);
    }
    return ask(
        query.collection(), query.deadline(), (index, time) -> index.search(query.within(time)));
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
      throws ShardsUnavailableException {
    return ask(collection, deadline, (index, time) -> index.row(collection, rowKey, time));
  }

  @Override
  public CollectionStats stats(String collection, Duration deadline)
      throws ShardsUnavailableException {
    return ask(collection, deadline, (index, time) -> index.stats(collection, time));
  }

  @Override
  public void close() {
    probe.close();
    live.close();
    snapshots.close();
  }

  private <T> T ask(String collection, Duration deadline, Question<T> question)
      throws ShardsUnavailableException {
    if (snapshots.age(collection).isEmpty()) {
      return question.ask(live, deadline);
    }
    long end = System.nanoTime() + deadline.toNanos();
    ShardsUnavailableException failure = null;
    if (!probe.isDown(collection)) {
      try {
        return question.ask(live, shorter(patience, deadline.dividedBy(2)));
      } catch (ShardsUnavailableException e) {
        probe.down(collection, e);
        failure = e;
      }
    }
    try {
      return question.ask(snapshots, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (ShardsUnavailableException e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      return lastHope(e, question, end);
    }
  }

  /** The snapshot failed, too: what is left of the time belongs to the live shards. */
  private <T> T lastHope(ShardsUnavailableException reason, Question<T> question, long end)
      throws ShardsUnavailableException {
    try {
      return question.ask(live, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (ShardsUnavailableException e) {
      e.addSuppressed(reason);
      throw e;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private interface Question<T> {
    T ask(PassageSearch index, Duration time) throws ShardsUnavailableException;
  }
}
