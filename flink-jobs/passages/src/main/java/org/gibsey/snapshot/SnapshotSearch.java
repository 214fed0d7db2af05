package org.gibsey.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.MergedHits;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardQuestion;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the newest published copies of a collection's shards. They are opened as soon as they
 * are published, so that they can answer when nothing else does; at most two of each collection are
 * open at a time, and the older one only until the searches in it are done.
 */
public final class SnapshotSearch implements PassageSearch {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSearch.class);

  private final Map<String, CurrentSnapshot> collections;
  private final Duration interval;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  private SnapshotSearch(
      SnapshotStore store, Map<String, IndexDefinition> collections, Duration interval) {
    this.collections =
        collections.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    each -> new CurrentSnapshot(store, each.getKey(), each.getValue())));
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("snapshots").daemon(true).unstarted(this::run);
  }

  /**
   * Opens what is there and goes on looking for what is newer.
   *
   * @param collections the collections that can be searched, and what their indexes are like
   * @param interval time from one look to the next
   */
  public static SnapshotSearch start(
      SnapshotStore store, Map<String, IndexDefinition> collections, Duration interval) {
    SnapshotSearch search = new SnapshotSearch(store, collections, interval);
    search.refresh();
    search.thread.start();
    return search;
  }

  /** Time since the snapshot of a collection was taken, or empty when there is none. */
  public Optional<Duration> age(String collection) {
    return Optional.ofNullable(collections.get(collection))
        .map(CurrentSnapshot::peek)
        .map(OpenSnapshot::age);
  }

  @Override
  public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
    if (query.after() != null) {
      throw new ShardsUnavailableException("a snapshot does not get to see another write");
    }
    ShardQuestion asked = ShardQuestion.of(query);
    long end = System.nanoTime() + query.deadline().toNanos();
    return read(
        query.collection(),
        snapshot -> {
          ShardQuestion question = withStatistics(asked, snapshot.shards());
          List<FoundPassages> answers = new ArrayList<>(snapshot.shards().size());
          for (SnapshotIndex shard : snapshot.shards()) {
            answers.add(question.ask(shard, () -> System.nanoTime() - end > 0));
          }
          return new SearchResult(
              MergedHits.of(query, answers),
              answers.size(),
              snapshot.indexVersion(),
              ServedFrom.SNAPSHOT,
              newest(snapshot),
              snapshot.age());
        });
  }

  /** Scores of shards can be compared when all weigh the words alike. */
  private static ShardQuestion withStatistics(ShardQuestion question, List<SnapshotIndex> shards)
      throws IOException {
    String text = question.query().text();
    if (text == null) {
      return question;
    }
    List<WordStatistics> each = new ArrayList<>(shards.size());
    for (SnapshotIndex shard : shards) {
      each.add(shard.statistics(text));
    }
    return question.with(WordStatistics.sum(each));
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
      throws ShardsUnavailableException {
    return read(
        collection,
        snapshot -> {
          int shard = RowShard.of(rowKey, snapshot.shards().size());
          return snapshot.shards().get(shard).row(rowKey).map(MergedHits::ofRow);
        });
  }

  /** Counts what the snapshot holds; no shard of it is live. */
  @Override
  public CollectionStats stats(String collection, Duration deadline)
      throws ShardsUnavailableException {
    return read(
        collection,
        snapshot -> {
          long rows = 0;
          long passages = 0;
          for (SnapshotIndex shard : snapshot.shards()) {
            IndexCounts counts = shard.counts();
            rows += counts.rows();
            passages += counts.passages();
          }
          return new CollectionStats(
              collection,
              rows,
              passages,
              snapshot.shards().size(),
              0,
              newest(snapshot),
              ServedFrom.SNAPSHOT,
              snapshot.age());
        });
  }

  private static @Nullable Long newest(OpenSnapshot snapshot) {
    return snapshot.shards().stream()
        .map(SnapshotIndex::newestWriteTimeMicros)
        .filter(Objects::nonNull)
        .max(Long::compare)
        .orElse(null);
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    collections.values().forEach(CurrentSnapshot::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T read(String collection, Reading<T> reading) throws ShardsUnavailableException {
    CurrentSnapshot current = collections.get(collection);
    OpenSnapshot snapshot = current == null ? null : current.acquire();
    if (snapshot == null) {
      throw new ShardsUnavailableException("there is no snapshot of " + collection);
    }
    try {
      return reading.of(snapshot);
    } catch (IOException e) {
      throw new ShardsUnavailableException("the snapshot of " + collection + " is damaged", e);
    } catch (SearchTimeoutException e) {
      throw new ShardsUnavailableException("the snapshot did not answer in time", e);
    } finally {
      snapshot.release();
    }
  }

  private void run() {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        refresh();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private void refresh() {
    collections.forEach(
        (collection, current) -> {
          try {
            current.refresh();
          } catch (IOException | RuntimeException e) {
            LOG.warn("The newest snapshot of {} can't be opened, will try again", collection, e);
          }
        });
  }

  private interface Reading<T> {
    T of(OpenSnapshot snapshot) throws IOException, SearchTimeoutException;
  }
}
