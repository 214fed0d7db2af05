package org.gibsey.api.receipts;

import java.time.Instant;
import java.util.List;
import org.gibsey.collection.TableName;

/**
 * What was deleted from Cassandra: a partition of a collection whose rows belong to someone, and
 * what was kept beside it.
 *
 * @param ownerId whose it was
 * @param partition value of the partition key's one column, text
 * @param beganAt since when there were rows of it
 * @param deletedAtMicros write time of the deletion, in microseconds since 1970
 * @param rowKeys keys of the rows that had a text, as the index knows them, those written last
 *     first
 * @param tables where rows were deleted
 */
public record Erasure(
    String ownerId,
    String partition,
    Instant beganAt,
    long deletedAtMicros,
    List<String> rowKeys,
    List<Table> tables) {
  public Erasure {
    rowKeys = List.copyOf(rowKeys);
    tables = List.copyOf(tables);
  }

  /**
   * Rows of one table that were deleted.
   *
   * @param what in words
   * @param rows how many
   */
  public record Table(TableName table, String what, int rows) {}
}
