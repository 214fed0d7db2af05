package org.gibsey.shard;

import java.time.Duration;
import java.util.Optional;

/** Searches the shards of a collection. Safe for use by many threads. */
public interface PassageSearch extends AutoCloseable {
  /**
   * Asks every shard and merges the answers.
   *
   * @throws ShardsUnavailableException when not every shard answered before the deadline
   * @throws IllegalArgumentException when an argument is out of its range, or the query's vector is
   *     of another model or dimension than those of the index
   */
  SearchResult search(SearchQuery query) throws ShardsUnavailableException;

  /**
   * What the shards know of one row.
   *
   * @return the row's first passage as a hit with score 0, or empty when the row is not searchable
   * @throws ShardsUnavailableException when the row's shard did not answer before the deadline
   */
  Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
      throws ShardsUnavailableException;

  /**
   * Counts; shards that do not answer are missing in {@link CollectionStats#shardsLive()}.
   *
   * @throws ShardsUnavailableException when no shard is known or none answered
   */
  CollectionStats stats(String collection, Duration deadline) throws ShardsUnavailableException;

  @Override
  void close();
}
