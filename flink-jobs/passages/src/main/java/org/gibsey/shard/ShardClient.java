package org.gibsey.shard;

import java.time.Duration;
import java.util.Optional;

/**
 * Searches live shards over gRPC; learns where they are from the topic of endpoint announcements.
 */
public final class ShardClient implements PassageSearch {
  /**
   * Starts to follow the announcements; returns at once.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port...]}
   * @param endpointTopic compacted topic with one partition
   */
  public ShardClient(String kafka, String endpointTopic) {
    throw new UnsupportedOperationException(kafka + endpointTopic);
  }

  /**
   * Whether the announcements were read up to what was there at the start, and each shard of every
   * announced collection has an endpoint. Does not ask the shards themselves: {@link #stats} does.
   */
  public boolean isReady() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
    throw new ShardsUnavailableException(query.collection());
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
      throws ShardsUnavailableException {
    throw new ShardsUnavailableException(collection);
  }

  @Override
  public CollectionStats stats(String collection, Duration deadline)
      throws ShardsUnavailableException {
    throw new ShardsUnavailableException(collection);
  }

  @Override
  public void close() {}
}
