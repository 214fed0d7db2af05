package org.gibsey.indexing.index;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.util.function.SupplierWithException;

/** Flink in this process: two TaskManagers of four slots. */
final class TestCluster implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  private final MiniCluster cluster;

  /**
   * @param temporary folder for the local files of all subtasks
   */
  TestCluster(Path temporary) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(4)
                .build());
    cluster.start();
  }

  JobID start(JobGraph job) throws Exception {
    return cluster.submitJob(job).get(DEADLINE_SECONDS, TimeUnit.SECONDS).getJobID();
  }

  void awaitRunning(JobID job) throws Exception {
    CommonTestUtils.waitForAllTaskRunning(cluster, job, false);
  }

  /** Takes a checkpoint; its folder. */
  Path checkpoint(JobID job) throws Exception {
    return path(cluster.triggerCheckpoint(job).get(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  /** Has everything written, whether that succeeds or not. */
  void flushByCheckpoint(JobID job) throws Exception {
    cluster
        .triggerCheckpoint(job)
        .handle((path, failure) -> failure == null)
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes a savepoint; its folder. */
  Path savepoint(JobID job, Path folder, SavepointFormatType format) throws Exception {
    return path(
        cluster
            .triggerSavepoint(job, folder.toUri().toString(), false, format)
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  /** Stops the job with a savepoint behind all that its source emitted; the savepoint's folder. */
  Path stop(JobID job, Path folder, SavepointFormatType format) throws Exception {
    Path savepoint =
        path(
            cluster
                .stopWithSavepoint(job, folder.toUri().toString(), false, format)
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS));
    result(job);
    return savepoint;
  }

  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    result(job);
  }

  /** Waits for the job's end. */
  JobResult result(JobID job) throws Exception {
    return cluster.requestJobResult(job).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Kills a TaskManager and starts another one. */
  void replaceTaskManager(int number) throws Exception {
    cluster.terminateTaskManager(number).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /** Why the job failed last, or an empty text. */
  String failure(JobID job) throws Exception {
    ErrorInfo failure =
        cluster.getExecutionGraph(job).get(DEADLINE_SECONDS, TimeUnit.SECONDS).getFailureInfo();
    return failure == null ? "" : failure.getExceptionAsString();
  }

  /** Waits until something holds. */
  static void await(SupplierWithException<Boolean, Exception> condition) throws Exception {
    CommonTestUtils.waitUntilCondition(condition, 5, (int) (DEADLINE_SECONDS * 1_000 / 5));
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }

  private static Path path(String uri) {
    return Path.of(URI.create(uri).getPath());
  }
}
