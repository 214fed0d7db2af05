package org.gibsey.shard;

import java.time.Duration;
import java.util.Optional;

/** Searches the shards of a collection. Safe for use by many threads. */
public interface PassageSearch extends AutoCloseable {
  /**
   * Asks every shard and merges the answers.
   *
   * @throws WriteNotVisibleException when every shard could be asked, but searches did not see
   *     {@link SearchQuery#after} before the deadline
   * @throws ShardsUnavailableException when not every shard answered before the deadline
   * @throws org.gibsey.index.InvalidFilterException when the index can't answer the filter
   * @throws org.gibsey.index.ModelMismatchException when the query's vector is of another model or
   *     dimension than those of the index
   * @throws IllegalArgumentException when another argument is out of its range
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
