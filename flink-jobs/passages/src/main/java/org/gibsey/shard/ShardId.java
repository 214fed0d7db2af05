package org.gibsey.shard;

import java.io.Serializable;

/**
 * One shard of one collection.
 *
 * @param collection name of the collection
 * @param shard number of the shard, from 0
 */
public record ShardId(String collection, int shard) implements Serializable, Comparable<ShardId> {
  public ShardId {
    if (collection.isEmpty()) {
      throw new IllegalArgumentException("a shard needs the name of its collection");
    }
    if (shard < 0) {
      throw new IllegalArgumentException("shard must be 0 or more, not " + shard);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  static ShardId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a shard must read like pages/0, not '" + text + "'");
    }
    return new ShardId(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
  }

  @Override
  public int compareTo(ShardId other) {
    int byCollection = collection.compareTo(other.collection);
    return byCollection != 0 ? byCollection : Integer.compare(shard, other.shard);
  }

  /** {@code <collection>/<shard>}, the key of the shard's announcements. */
  @Override
  public String toString() {
    return collection + "/" + shard;
  }
}
