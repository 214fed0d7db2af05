package org.gibsey.tools.status;

import java.time.Instant;
import java.util.List;
import org.gibsey.tools.search.IndexStats;
import org.jspecify.annotations.Nullable;

/**
 * The whole stack at one moment.
 *
 * @param embeddings null when the job does not run, or Flink does not tell
 * @param changesBehind change events that the job has not committed yet; null when Kafka is down
 * @param deadLetters changes that could not be indexed; null when Kafka is down
 * @param index null when the API or the index is away
 */
record StackStatus(
    Instant at,
    List<ProcessLine> processes,
    ConnectorState connector,
    JobState job,
    @Nullable Embeddings embeddings,
    @Nullable Long changesBehind,
    @Nullable Long deadLetters,
    @Nullable IndexStats index) {

  StackStatus {
    processes = List.copyOf(processes);
  }

  boolean up() {
    return processes.stream().allMatch(ProcessLine::up)
        && connector.up()
        && job.up()
        && index != null
        && index.shards() > 0
        && index.shardsLive() == index.shards();
  }

  long rssMib() {
    return processes.stream().mapToLong(ProcessLine::rssMib).sum();
  }

  /** Seconds since the newest searchable row was written; null when nothing can be searched. */
  @Nullable Double freshnessSeconds() {
    if (index == null || index.newestWriteTime() == null) {
      return null;
    }
    return Math.max(0, at.toEpochMilli() - index.newestWriteTime().toEpochMilli()) / 1000.0;
  }
}
