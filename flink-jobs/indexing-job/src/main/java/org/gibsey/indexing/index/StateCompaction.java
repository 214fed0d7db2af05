package org.gibsey.indexing.index;

import java.util.Collection;
import org.apache.flink.contrib.streaming.state.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;

/**
 * How RocksDB keeps the state of the job. An incremental checkpoint uploads what compaction
 * rewrites once more, and the chunks of index files are nearly all of the state: they are written
 * once, read once after a failure, and dropped when Lucene has merged their file away. So
 * compaction has one purpose, to reclaim dead chunks, and happens when they are many.
 *
 * <p>Flink asks for the options of every state without naming it, so that the rows' state has the
 * same: small, and read through bloom filters.
 */
public final class StateCompaction implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  /**
   * All of a column family is rewritten when what came after the last time exceeds this percentage
   * of what was there then. Each byte written costs half a byte more, and the state takes up to
   * three times its live bytes; a larger figure would make restores, which download the dead bytes
   * too, slower.
   */
  static final int MOST_NEW_PERCENT = 200;

  /** Sorted runs before anything is compacted: the fewest with which that is worth while. */
  static final int LEAST_RUNS = 4;

  /**
   * Runs of about the same size that are merged without regard to dead bytes. A checkpoint adds at
   * least one: when little changes, the percentage would let thousands come together.
   */
  static final int MERGED_RUNS = 16;

  // Writes must not wait for compactions that are meant to be rare: far above the number of runs.
  private static final int SLOW_DOWN_AT_RUNS = 6 * MERGED_RUNS;
  private static final int STOP_AT_RUNS = 8 * MERGED_RUNS;

  /**
   * Memory that a column family takes first, in bytes. With the default of an eighth of the write
   * buffer, 8 MiB, a few column families exhaust the managed memory of a slot, and a checkpoint
   * would be flushed in many pieces.
   */
  private static final long ARENA_BLOCK_BYTES = 256L << 10;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
    CompactionOptionsUniversal universal =
        new CompactionOptionsUniversal()
            .setMaxSizeAmplificationPercent(MOST_NEW_PERCENT)
            .setMinMergeWidth(MERGED_RUNS);
    handlesToClose.add(universal);
    return current
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setCompactionOptionsUniversal(universal)
        .setLevel0FileNumCompactionTrigger(LEAST_RUNS)
        .setLevel0SlowdownWritesTrigger(SLOW_DOWN_AT_RUNS)
        .setLevel0StopWritesTrigger(STOP_AT_RUNS)
        .setArenaBlockSize(ARENA_BLOCK_BYTES);
  }
}
