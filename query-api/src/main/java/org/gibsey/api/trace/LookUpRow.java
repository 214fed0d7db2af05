package org.gibsey.api.trace;

import java.time.Duration;
import java.util.Optional;
import org.gibsey.shard.AwaitedWrite;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.shard.WriteNotVisibleException;
import org.jspecify.annotations.Nullable;

/** Asks the index for one row. */
final class LookUpRow {
  /** How long the index may take to see a write before it counts as behind. */
  private static final Duration GLANCE = Duration.ofMillis(300);

  private final PassageSearch shards;
  private final Duration deadline;

  /** A look-up, each question of which may take so long. */
  LookUpRow(PassageSearch shards, Duration deadline) {
    this.shards = shards;
    this.deadline = deadline;
  }

  /** The row's first passage, or empty when searches don't find it. */
  Optional<PassageHit> hit(String collection, RowKey key) throws ShardsUnavailableException {
    return shards.row(collection, key.canonical(), deadline);
  }

  /**
   * The row and what answered.
   *
   * @param newestMicros newest write of the row that is known, or null when none is
   */
  IndexedRow state(
      String collection, RowKey key, @Nullable PassageHit hit, @Nullable Long newestMicros)
      throws ShardsUnavailableException {
    // It finds nothing; what counts is who answers, and of what version.
    SearchQuery anything =
        SearchQuery.builder(collection, SearchMode.TEXT, deadline)
            .text(key.canonical())
            .limit(1)
            .build();
    SearchResult result = shards.search(anything);
    @Nullable Boolean seen =
        (newestMicros == null || result.servedFrom() != ServedFrom.LIVE)
            ? null
            : sees(anything.within(GLANCE), key, newestMicros);
    return new IndexedRow(
        hit, seen, result.indexVersion(), result.servedFrom(), result.newestWriteTimeMicros());
  }

  private @Nullable Boolean sees(SearchQuery question, RowKey key, long newestMicros) {
    try {
      shards.search(question.after(new ReadAfter(key.canonical(), AwaitedWrite.at(newestMicros))));
      return true;
    } catch (WriteNotVisibleException e) {
      return false;
    } catch (ShardsUnavailableException e) {
      return null;
    }
  }
}
