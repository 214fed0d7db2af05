package org.gibsey.indexing.index;

import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;
import org.gibsey.row.EmbeddedRow;

/** Reads a {@link RowLog} for ever, from the offsets of its checkpoint. */
@SuppressWarnings({"NullAway.Init", "deprecation"}) // Flink sets state; the new API needs six types
final class LogSource extends RichParallelSourceFunction<EmbeddedRow>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String log;
  private final TreeMap<Integer, Integer> offsets = new TreeMap<>();
  private transient ListState<Tuple2<Integer, Integer>> state;
  private volatile boolean running = true;

  LogSource(String log) {
    this.log = log;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("offsets", Types.TUPLE(Types.INT, Types.INT)));
    if (context.isRestored()) {
      for (Tuple2<Integer, Integer> offset : state.get()) {
        startAt(offset.f0, offset.f1);
      }
      return;
    }
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    for (int partition = subtask; partition < RowLog.PARTITIONS; partition += subtasks) {
      startAt(partition, 0);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(
        offsets.entrySet().stream().map(at -> Tuple2.of(at.getKey(), at.getValue())).toList());
  }

  @Override
  public void run(SourceContext<EmbeddedRow> context) throws Exception {
    RowLog rows = RowLog.named(log);
    while (running) {
      boolean any = false;
      for (Integer partition : offsets.keySet()) {
        any |= emitNext(rows, partition, context);
      }
      if (!any) {
        rows.awaitMore(offsets, () -> running);
      }
    }
  }

  @Override
  public void cancel() {
    running = false;
    RowLog.named(log).wake();
  }

  private boolean emitNext(RowLog rows, Integer partition, SourceContext<EmbeddedRow> context) {
    synchronized (context.getCheckpointLock()) {
      int offset = offsets.getOrDefault(partition, 0);
      EmbeddedRow row = rows.get(partition, offset);
      if (row == null) {
        return false;
      }
      context.collect(row);
      offsets.put(partition, offset + 1);
      rows.moved(partition, offset + 1);
      return true;
    }
  }

  private void startAt(int partition, int offset) {
    offsets.put(partition, offset);
    RowLog.named(log).starts(partition, offset);
  }
}
