package org.gibsey.indexing.index;

import java.util.Map;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.gibsey.row.EmbeddedRow;

/** Writes state of a format that this release does not know. */
@SuppressWarnings("NullAway.Init") // Flink sets the transient field in initializeState
final class NewerRelease extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<EmbeddedRow, Void> {
  static final int FORMAT = ShardFiles.FORMAT + 1;

  private static final long serialVersionUID = 1L;

  private transient StateLayout layout;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    layout = new StateLayout(context.getOperatorStateStore(), FORMAT);
  }

  @Override
  public void processElement(StreamRecord<EmbeddedRow> element) {}

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    layout.save(
        Map.of("pages", 4), "version", getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }
}
