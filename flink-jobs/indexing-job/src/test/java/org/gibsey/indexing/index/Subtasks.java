package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.ShardId;

/** All subtasks of the operator at one parallelism, on RocksDB. */
final class Subtasks implements AutoCloseable {
  private static final int LARGEST_STATE_BYTES = 256 << 20;

  private final ShardKeys keys;
  private final Map<String, Integer> shards;
  private final Path temporary;
  private final List<IndexPassages> operators = new ArrayList<>();
  private final List<KeyedOneInputStreamOperatorTestHarness<String, EmbeddedRow, Void>> harnesses =
      new ArrayList<>();
  private final Checkpoints checkpoints;
  private final List<MockEnvironment> environments = new ArrayList<>();

  /**
   * Starts the subtasks.
   *
   * @param checkpoints the coordinator's view, shared by all attempts
   * @param temporary folder for the local files of all subtasks
   * @param state what the subtasks of an earlier parallelism left, or empty
   */
  Subtasks(
      IndexOptions options,
      Announcements announcements,
      Checkpoints checkpoints,
      Path temporary,
      int parallelism,
      List<OperatorSubtaskState> state)
      throws Exception {
    this.keys = new ShardKeys(options.shards());
    this.temporary = temporary;
    this.checkpoints = checkpoints;
    this.shards = options.shards();
    KeySelector<EmbeddedRow, String> keySelector = keySelector(keys);
    JobID job = new JobID();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      IndexPassages operator = new IndexPassages(options, announcements.factory());
      MockEnvironment environment = environment(job, temporary, parallelism, subtask);
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              operator, keySelector, Types.STRING, environment);
      environments.add(environment);
      operators.add(operator);
      harnesses.add(harness);
      start(harness, state, parallelism, subtask);
    }
    if (!state.isEmpty()) {
      checkIndexes();
    }
  }

  void apply(EmbeddedRow row) throws Exception {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            keyOf(row), ShardKeys.KEY_GROUPS, harnesses.size());
    harnesses.get(subtask).processElement(row, 0);
  }

  List<OperatorSubtaskState> snapshot() throws Exception {
    long checkpoint = checkpoints.next();
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (var harness : harnesses) {
      states.add(harness.snapshot(checkpoint, checkpoint));
    }
    checkpoints.complete(checkpoint, states);
    for (var harness : harnesses) {
      harness.notifyOfCompletedCheckpoint(checkpoint);
    }
    return states;
  }

  /** A self-contained snapshot in the format that every state backend reads. */
  List<OperatorSubtaskState> savepoint() throws Exception {
    long checkpoint = checkpoints.next();
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (var harness : harnesses) {
      states.add(
          harness
              .snapshotWithLocalState(
                  checkpoint, checkpoint, SavepointType.savepoint(SavepointFormatType.CANONICAL))
              .getJobManagerOwnedState());
    }
    return states;
  }

  /** Commits every index without the operator's knowledge. */
  void commitUnseen() throws IOException {
    for (PassageIndex index : indexes()) {
      List<CommittedFile> unused = index.commit();
    }
  }

  int parallelism() {
    return operators.size();
  }

  /** Takes a checkpoint in every subtask that never completes. */
  void abortedSnapshot() throws Exception {
    long checkpoint = checkpoints.next();
    for (var harness : harnesses) {
      harness.snapshot(checkpoint, checkpoint);
    }
    for (IndexPassages operator : operators) {
      operator.notifyCheckpointAborted(checkpoint);
    }
  }

  /**
   * Compares everything with a model.
   *
   * @param context said with every failure
   * @return number of rows that were looked for
   */
  long compare(RowModel model, String context) throws Exception {
    Map<ShardId, PassageIndex> indexes = new HashMap<>();
    operators.forEach(operator -> indexes.putAll(operator.shards().indexes()));
    long checked = 0;
    ContentCheck check = new ContentCheck(indexes, model, context);
    for (Map.Entry<String, Integer> collection : shards.entrySet()) {
      checked = check.check(collection.getKey(), collection.getValue());
    }
    return checked;
  }

  /** The version of the index as each subtask knows it. */
  List<String> indexVersions() {
    return operators.stream().map(operator -> operator.shards().indexVersion()).toList();
  }

  /** Number of shards in each subtask. */
  List<Integer> shardsOfSubtasks() {
    return operators.stream().map(operator -> operator.shards().indexes().size()).toList();
  }

  /** Counts of all shards, everything applied being visible. */
  IndexCounts counts() throws IOException {
    long rows = 0;
    long passages = 0;
    Long newest = null;
    for (PassageIndex index : indexes()) {
      index.refreshIfStale();
      IndexCounts counts = index.counts();
      rows += counts.rows();
      passages += counts.passages();
      Long shardNewest = counts.newestWriteTimeMicros();
      if (shardNewest != null && (newest == null || shardNewest > newest)) {
        newest = shardNewest;
      }
    }
    return new IndexCounts(rows, passages, newest);
  }

  /** The row's first passage, wherever it is. */
  Optional<FoundPassage> row(int page) throws IOException {
    List<FoundPassage> found = new ArrayList<>();
    for (PassageIndex index : indexes()) {
      index.row(Rows.key(page)).ifPresent(found::add);
    }
    assertThat(found).hasSizeLessThan(2);
    return found.stream().findFirst();
  }

  /** Runs Lucene's own check on every committed index in the local folder. */
  void checkIndexes() throws IOException {
    List<Path> directories;
    try (Stream<Path> files = Files.walk(temporary)) {
      directories =
          files
              .filter(file -> file.getFileName().toString().startsWith("segments_"))
              .map(Path::getParent)
              .distinct()
              .toList();
    }
    for (Path directory : directories) {
      try (FSDirectory opened = FSDirectory.open(directory);
          CheckIndex check = new CheckIndex(opened, opened.obtainLock("check.lock"))) {
        assertThat(check.checkIndex().clean).as("CheckIndex of " + directory).isTrue();
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (var harness : harnesses) {
      harness.close();
    }
    for (MockEnvironment environment : environments) {
      environment.close();
    }
  }

  private List<PassageIndex> indexes() {
    return operators.stream()
        .flatMap(operator -> operator.shards().indexes().values().stream())
        .toList();
  }

  private String keyOf(EmbeddedRow row) {
    return keys.ofRow(row.row().collection(), row.row().rowKey());
  }

  /** Apart from this, which can't be serialized. */
  private static KeySelector<EmbeddedRow, String> keySelector(ShardKeys keys) {
    return row -> keys.ofRow(row.row().collection(), row.row().rowKey());
  }

  private static void start(
      AbstractStreamOperatorTestHarness<Void> harness,
      List<OperatorSubtaskState> state,
      int parallelism,
      int subtask)
      throws Exception {
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(LARGEST_STATE_BYTES));
    harness.setup();
    if (!state.isEmpty()) {
      OperatorSubtaskState all =
          AbstractStreamOperatorTestHarness.repackageState(
              state.toArray(OperatorSubtaskState[]::new));
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              all, ShardKeys.KEY_GROUPS, state.size(), parallelism, subtask));
    }
    harness.open();
  }

  private static MockEnvironment environment(
      JobID job, Path temporary, int parallelism, int subtask) {
    return new MockEnvironmentBuilder()
        .setJobID(job)
        .setTaskName("IndexPassages")
        .setManagedMemorySize(64 << 20)
        .setMaxParallelism(ShardKeys.KEY_GROUPS)
        .setParallelism(parallelism)
        .setSubtaskIndex(subtask)
        .setTaskManagerRuntimeInfo(
            new TestingTaskManagerRuntimeInfo(
                new Configuration(), new String[] {temporary.toString()}))
        .build();
  }
}
