package org.gibsey.indexing.index;

import java.util.Collection;
import org.apache.flink.contrib.streaming.state.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/** How RocksDB keeps the state of the job. */
public final class StateCompaction implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
    CompactionOptionsUniversal universal =
        new CompactionOptionsUniversal()
            .setMaxSizeAmplificationPercent(Integer.getInteger("x.amp", 200))
            .setSizeRatio(Integer.getInteger("x.ratio", 1))
            .setMinMergeWidth(Integer.getInteger("x.width", 2));
    handlesToClose.add(universal);
    if (Boolean.getBoolean("x.nocomp")) {
      current.setCompressionType(CompressionType.NO_COMPRESSION);
    }
    return current
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setCompactionOptionsUniversal(universal)
        .setLevel0FileNumCompactionTrigger(Integer.getInteger("x.trigger", 4))
        .setLevel0SlowdownWritesTrigger(200)
        .setLevel0StopWritesTrigger(300);
  }
}
