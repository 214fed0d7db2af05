package org.gibsey.row;

import org.gibsey.change.WriteTime;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline keeps of one partition: its rows, the deletions that reach several of them, and
 * which rows have something that expires.
 *
 * <p>An implementation may forget tombstones — rows without {@linkplain RowCells#live() life},
 * deletions of the partition or of ranges — some time after they were put, but nothing else.
 *
 * <p>Not safe for use by several threads. Every method throws what its store throws when it cannot
 * be read or written.
 */
public interface PartitionState {
  /** A row, alive or not, or null when nothing is known of it. */
  @Nullable RowCells row(String rowKey) throws Exception;

  /** Keeps a row in the place of what was known of it. */
  void putRow(String rowKey, RowCells row) throws Exception;

  /**
   * Keys of the rows with life, in any order. The state must not be changed while they are read.
   */
  Iterable<String> liveRows() throws Exception;

  /** When the whole partition was last deleted, or {@link WriteTime#NONE}. */
  WriteTime partitionDeletedAt() throws Exception;

  void putPartitionDeletedAt(WriteTime deletedAt) throws Exception;

  /** The deletions of ranges, in any order. The state must not be changed while they are read. */
  Iterable<RangeTombstone> rangeTombstones() throws Exception;

  /** The newest deletion of the range with that canonical text, or null. */
  @Nullable RangeTombstone rangeTombstone(String range) throws Exception;

  void putRangeTombstone(String range, RangeTombstone tombstone) throws Exception;

  void removeRangeTombstone(String range) throws Exception;

  /** Keys of the rows to look at then, without duplicates; empty when there are none. */
  String[] expiringAt(long millis) throws Exception;

  /**
   * Keeps these keys, and has {@link PartitionMaterializer#expire} called at that time.
   *
   * @param millis milliseconds since 1970
   */
  void putExpiring(long millis, String[] rowKeys) throws Exception;

  void removeExpiring(long millis) throws Exception;
}
