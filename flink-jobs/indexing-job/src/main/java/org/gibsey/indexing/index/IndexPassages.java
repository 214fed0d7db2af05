package org.gibsey.indexing.index;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.gibsey.row.EmbeddedRow;

/** Keeps each shard's Lucene index as checkpointed state, and serves queries from it. */
public final class IndexPassages extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<EmbeddedRow, Void> {
  private static final long serialVersionUID = 1L;

  /** Identity of the operator's state; never changes. */
  public static final String UID = "index-passages";

  private static final String NAME = "IndexPassages";

  private final IndexOptions options;

  IndexPassages(IndexOptions options) {
    this.options = options;
  }

  /**
   * Appends the operator to a stream of rows.
   *
   * @return the operator, which emits nothing and needs no sink; its parallelism may be set
   */
  public static SingleOutputStreamOperator<Void> attach(
      DataStream<EmbeddedRow> rows, IndexOptions options) {
    ShardKeys keys = new ShardKeys(options.shards());
    return rows.keyBy(row -> keys.ofRow(row.row().collection(), row.row().rowKey()), Types.STRING)
        .transform(NAME, Types.VOID, new IndexPassages(options))
        .uid(UID)
        .name(NAME)
        .setMaxParallelism(ShardKeys.KEY_GROUPS);
  }

  @Override
  public void processElement(StreamRecord<EmbeddedRow> element) {
    throw new UnsupportedOperationException(options.toString());
  }
}
