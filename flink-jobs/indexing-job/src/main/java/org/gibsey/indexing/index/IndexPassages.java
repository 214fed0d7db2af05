package org.gibsey.indexing.index;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.snapshot.SnapshotPublisher;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.ShardId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each shard's Lucene index as checkpointed state, and serves queries from it.
 *
 * <p>An operator of its own rather than a keyed function, because at a checkpoint it must write to
 * the state of several keys.
 */
@SuppressWarnings("NullAway.Init") // Flink sets transient fields in initializeState and open
public final class IndexPassages extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<EmbeddedRow, Void> {
  /** Identity of the operator's state; never changes. */
  public static final String UID = "index-passages";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(IndexPassages.class);
  private static final String NAME = "IndexPassages";

  private final IndexOptions options;
  private final ShardKeys keys;
  private final AnnouncerFactory announcers;

  private transient StateLayout layout;
  private transient ShardFiles files;
  private transient OpenShards shards;
  private transient SnapshotPublisher snapshots;
  private transient Counter staleRows;
  private transient Counter checkpointedBytes;

  IndexPassages(IndexOptions options, AnnouncerFactory announcers) {
    this.options = options;
    this.keys = new ShardKeys(options.shards());
    this.announcers = announcers;
  }

  /**
   * Appends the operator to a stream of rows.
   *
   * @return the operator, which emits nothing and needs no sink; its parallelism may be set
   */
  public static SingleOutputStreamOperator<Void> attach(
      DataStream<EmbeddedRow> rows, IndexOptions options) {
    return attach(rows, options, EndpointAnnouncer::connect);
  }

  /**
   * {@link #attach(DataStream, IndexOptions)} for a job that announces its shards elsewhere than in
   * Kafka.
   *
   * @param announcers called once in every subtask
   */
  public static SingleOutputStreamOperator<Void> attach(
      DataStream<EmbeddedRow> rows, IndexOptions options, AnnouncerFactory announcers) {
    ShardKeys keys = new ShardKeys(options.shards());
    return rows.keyBy(row -> keys.ofRow(row.row().collection(), row.row().rowKey()), Types.STRING)
        .transform(NAME, Types.VOID, new IndexPassages(options, announcers))
        .uid(UID)
        .name(NAME)
        .setMaxParallelism(ShardKeys.KEY_GROUPS);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    layout = new StateLayout(context.getOperatorStateStore(), ShardFiles.FORMAT);
    files = new ShardFiles(context.getKeyedStateStore());
    try {
      restoreAll();
    } catch (UnfitStateException e) {
      // Another attempt would meet the same state: the job must end, and say why.
      throw new SuppressRestartsException(e);
    }
  }

  private void restoreAll() throws Exception {
    Map<String, Integer> unwanted = layout.check(options.shards());
    String[] temporary =
        getContainingTask().getEnvironment().getTaskManagerInfo().getTmpDirectories();
    Path folder = Path.of(temporary[subtask() % temporary.length]);
    String jobId = getContainingTask().getEnvironment().getJobID().toString();
    shards = new OpenShards(options, layout.version(jobId), AttemptDirectory.create(folder));
    for (ShardId shard : keys.shards()) {
      if (isMine(keys.of(shard))) {
        restore(shard);
      }
    }
    drop(new ShardKeys(unwanted));
  }

  @Override
  public void open() throws Exception {
    super.open();
    staleRows = getMetricGroup().counter("staleRows");
    checkpointedBytes = getMetricGroup().counter("checkpointedIndexBytes");
    Gauge<Long> unreadable = shards::unreadableValues;
    getMetricGroup().gauge("unreadableFilterValues", unreadable);
    try (EndpointAnnouncer announcer =
        announcers.connect(options.kafka(), options.endpointTopic())) {
      shards.serve(
          subtask(),
          announcer,
          failure -> getContainingTask().getEnvironment().failExternally(failure));
    }
    snapshots = shards.publish(subtask(), getMetricGroup());
    LOG.info("Serving shards {}", shards.indexes().keySet());
  }

  @Override
  public void processElement(StreamRecord<EmbeddedRow> element) throws Exception {
    if (!shards.apply(element.getValue())) {
      staleRows.inc();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    layout.save(options.shards(), shards.indexVersion(), subtask());
    shards.commit(
        (shard, directory, committed) -> {
          setCurrentKey(keys.of(shard));
          checkpointedBytes.inc(files.save(directory, committed));
          snapshots.committed(shard, directory, committed, shards.vectors(shard));
        });
    snapshots.taken(context.getCheckpointId(), System.currentTimeMillis());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    snapshots.completed(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    super.notifyCheckpointAborted(checkpoint);
    snapshots.aborted(checkpoint);
  }

  @Override
  public void close() throws Exception {
    // Not there when the restore failed early.
    if (shards != null) {
      shards.close();
    }
    super.close();
  }

  /** The shards of this subtask, for tests. */
  OpenShards shards() {
    return shards;
  }

  private void restore(ShardId shard) throws Exception {
    setCurrentKey(keys.of(shard));
    long bytes = files.restore(shards.prepare(shard));
    shards.open(shard);
    requireSameVectors(shard);
    LOG.info("Opened shard {} from {} bytes of state", shard, bytes);
  }

  private void requireSameVectors(ShardId shard) {
    VectorSpace held = shards.vectors(shard);
    VectorSpace wanted = options.vectors();
    if (held != null && !held.equals(wanted)) {
      throw new UnfitStateException(
          ("the index of %s holds vectors of the model %s with %d values, and collections.yaml names"
                  + " %s with %d: either give up the index with deploy/reset --index and build it"
                  + " again with deploy/up, or put the old model back")
              .formatted(
                  shard.collection(),
                  held.model(),
                  held.dimension(),
                  wanted.model(),
                  wanted.dimension()));
    }
  }

  private void drop(ShardKeys unwanted) {
    for (ShardId shard : unwanted.shards()) {
      if (isMine(unwanted.of(shard))) {
        LOG.info("Dropping shard {}: its collection is not configured any more", shard);
        setCurrentKey(unwanted.of(shard));
        files.clear();
      }
    }
  }

  private boolean isMine(String key) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    KeyGroupRange mine =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            ShardKeys.KEY_GROUPS, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    return mine.contains(KeyGroupRangeAssignment.assignToKeyGroup(key, ShardKeys.KEY_GROUPS));
  }

  private int subtask() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }
}
