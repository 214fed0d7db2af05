package org.gibsey.verification.faults;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.gibsey.verification.jobs.FlinkRest;

/** The topic of changes, and how far the indexing job has come. */
public final class ChangeStream implements AutoCloseable {
  private static final String TOPIC = "gibsey.gibsey.pages";
  private static final String GROUP = "memory-indexing";
  private static final String JOB = "memory-indexing";
  private static final int PARTITIONS = 4;

  private final Admin kafka;
  private final FlinkRest flink;

  public ChangeStream(String kafka, int flinkPort) {
    this.kafka = Admin.create(Map.of("bootstrap.servers", kafka));
    this.flink = new FlinkRest(flinkPort);
  }

  /** Events that Kafka holds. */
  long events() throws ExecutionException, InterruptedException {
    return ends().values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  /** Events that no checkpoint of the job covers. */
  public long lag() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read =
        kafka.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    return ends().entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata offset = read.get(end.getKey());
              return end.getValue().offset() - (offset == null ? 0 : offset.offset());
            })
        .sum();
  }

  /** When the newest completed checkpoint began, in milliseconds since 1970; 0 if there is none. */
  long newestCheckpointMillis() throws IOException, InterruptedException {
    return flink.newestCheckpointMillis(flink.jobNamed(JOB, ""));
  }

  /** Asks for a checkpoint now instead of when the next one is due. */
  public void checkpoint() throws IOException, InterruptedException {
    flink.checkpoint(flink.jobNamed(JOB, ""));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends()
      throws ExecutionException, InterruptedException {
    return kafka
        .listOffsets(
            IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest())))
        .all()
        .get();
  }

  @Override
  public void close() {
    kafka.close();
    flink.close();
  }
}
