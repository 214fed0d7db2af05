package org.gibsey.benchmarks.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.gibsey.row.EmbeddedRow;

/**
 * Reads a {@link RowFeed} of this process, from the place of the last checkpoint on. Runs in one
 * subtask.
 */
@SuppressWarnings({"deprecation", "NullAway.Init"}) // Flink sets transient fields before it runs
final class FeedSource implements SourceFunction<EmbeddedRow>, CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private static final Map<String, FeedSource.Attachment> ATTACHED = new ConcurrentHashMap<>();

  private final String id;
  private int next;
  private transient ListState<Integer> place;
  private transient volatile boolean running;

  /** What all attempts of a source share. */
  private record Attachment(RowFeed feed, AtomicInteger failures, AtomicInteger starts) {}

  /**
   * A source of a feed.
   *
   * @param id identity of the source in this process
   */
  FeedSource(String id, RowFeed feed) {
    this.id = id;
    ATTACHED.put(id, new Attachment(feed, new AtomicInteger(), new AtomicInteger()));
  }

  /** Makes the running attempt of this source fail, and with it the job's. */
  static void fail(String id) {
    attached(id).failures().incrementAndGet();
  }

  /** How often a source began to read. */
  static int starts(String id) {
    return attached(id).starts().get();
  }

  /** Forgets a source whose job has ended. */
  static void detach(String id) {
    ATTACHED.remove(id);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    place =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("place", Types.INT));
    next = 0;
    for (int restored : place.get()) {
      next = restored;
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    place.update(List.of(next));
  }

  @Override
  public void run(SourceContext<EmbeddedRow> context) throws Exception {
    Attachment attached = attached(id);
    attached.starts().incrementAndGet();
    running = true;
    while (running) {
      if (attached.failures().getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
        throw new IllegalStateException("A failure that the benchmark asked for");
      }
      if (attached.feed().awaitWrite(next)) {
        EmbeddedRow row = attached.feed().row(next);
        synchronized (context.getCheckpointLock()) {
          attached.feed().leaves(next);
          context.collect(row);
          next++;
        }
      }
    }
  }

  @Override
  public void cancel() {
    running = false;
  }

  private static Attachment attached(String id) {
    Attachment attached = ATTACHED.get(id);
    if (attached == null) {
      throw new IllegalStateException("There is no feed named " + id + " in this process");
    }
    return attached;
  }
}
