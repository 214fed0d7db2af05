package org.gibsey.change;

import org.jspecify.annotations.Nullable;

/**
 * One decoded change of one row, or of a whole partition.
 *
 * @param collection name of the collection that the table belongs to
 * @param partitionKey canonical JSON object of the partition key columns
 * @param rowKey canonical JSON object of all key columns, or null for {@link
 *     ChangeKind#DELETE_PARTITION} and {@link ChangeKind#DELETE_RANGE}
 * @param kind what happened
 * @param writeTime when it was written in the database, the order of truth
 * @param cells the touched columns; empty for deletes of rows and partitions
 * @param range the rows of a {@link ChangeKind#DELETE_RANGE}, otherwise null
 * @param source where the event lies in Kafka
 * @param replayed whether it was published again on purpose, see {@link Replay}
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record ChangeEvent(
    String collection,
    String partitionKey,
    @Nullable String rowKey,
    ChangeKind kind,
    WriteTime writeTime,
    CellChange[] cells,
    @Nullable ClusteringRange range,
    SourcePosition source,
    boolean replayed) {

  /** An event that came by itself. */
  public ChangeEvent(
      String collection,
      String partitionKey,
      @Nullable String rowKey,
      ChangeKind kind,
      WriteTime writeTime,
      CellChange[] cells,
      @Nullable ClusteringRange range,
      SourcePosition source) {
    this(collection, partitionKey, rowKey, kind, writeTime, cells, range, source, false);
  }

  /** The same event, published again on purpose. */
  public ChangeEvent again() {
    return new ChangeEvent(
        collection, partitionKey, rowKey, kind, writeTime, cells, range, source, true);
  }
}
