package org.gibsey.api.receipts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gibsey.api.search.Deadline;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.AwaitedWrite;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.shard.WriteNotVisibleException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the live index has carried out a deletion.
 *
 * <p>That nothing is found proves nothing by itself: a row may be on its way. So the searches wait
 * for the deletion of rows that the index had. All changes of a partition go through the stream in
 * their order, so that a row that is deleted there has no older change of its partition behind it.
 */
final class VerifySearch {
  /** Rows whose deletion is waited for: more than there are shards, so that most are covered. */
  private static final int MOST_ROWS = 24;

  /** A call that finds nobody is made again so soon. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PassageSearch shards;
  private final CollectionDefinition collection;
  private final float[] anything;

  /**
   * For one collection.
   *
   * @param dimension of its vectors
   */
  VerifySearch(PassageSearch shards, CollectionDefinition collection, int dimension) {
    this.shards = shards;
    this.collection = collection;
    this.anything = new float[dimension];
    anything[0] = 1;
  }

  /**
   * What was seen.
   *
   * @param awaited rows whose deletion the index showed
   * @param passages passages that were found at last, or null when the index did not answer
   */
  record Outcome(boolean verified, int awaited, @Nullable Integer passages) {}

  /** Waits until the deletion is carried out, or the time is over. */
  Outcome verify(Erasure erasure, Deadline until) {
    List<String> rows = erasure.rowKeys().stream().limit(MOST_ROWS).toList();
    @Nullable Integer passages = null;
    int awaited = 0;
    while (!until.remaining().isZero()) {
      @Nullable String row = awaited < rows.size() ? rows.get(awaited) : null;
      try {
        SearchResult found = shards.search(question(erasure, row, until));
        passages = found.hits().size();
        awaited += row == null ? 0 : 1;
        if (awaited == rows.size() && passages == 0 && found.servedFrom() == ServedFrom.LIVE) {
          return new Outcome(true, awaited, 0);
        }
      } catch (WriteNotVisibleException e) {
        return new Outcome(false, awaited, passages);
      } catch (ShardsUnavailableException e) {
        passages = null;
      }
      if (awaited == rows.size() || passages == null) {
        pause();
      }
    }
    return new Outcome(false, awaited, passages);
  }

  /** All passages of the partition, compared with any vector at all. */
  private SearchQuery question(Erasure erasure, @Nullable String row, Deadline until) {
    Map<String, String> own =
        Map.of(collection.partitionKey().getFirst(), erasure.partition());
    return SearchQuery.builder(collection.name(), SearchMode.VECTOR, until.remaining())
        .vector(anything, null)
        .filter(RowFilter.equal(own))
        .grouping(Grouping.PASSAGE)
        .exact(true)
        .limit(100)
        .after(
            row == null
                ? null
                : new ReadAfter(row, AwaitedWrite.at(erasure.deletedAtMicros())))
        .build();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException();
    }
  }
}
