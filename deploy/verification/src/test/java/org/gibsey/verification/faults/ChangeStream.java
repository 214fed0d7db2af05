package org.gibsey.verification.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The topic of changes, and how far the indexing job has come. */
public final class ChangeStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "gibsey.gibsey.pages";
  private static final String GROUP = "memory-indexing";
  private static final String JOB = "memory-indexing";
  private static final int PARTITIONS = 4;

  private final Admin kafka;
  private final URI flink;

  public ChangeStream(String kafka, int flinkPort) {
    this.kafka = Admin.create(Map.of("bootstrap.servers", kafka));
    this.flink = URI.create("http://127.0.0.1:" + flinkPort);
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
  long newestCheckpointMillis() throws IOException {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(JOB) && job.path("state").asText().equals("RUNNING")) {
        JsonNode checkpoints = get("/jobs/" + job.path("jid").asText() + "/checkpoints");
        return checkpoints.path("latest").path("completed").path("trigger_timestamp").asLong();
      }
    }
    return 0;
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

  private JsonNode get(String path) throws IOException {
    try (InputStream answer = flink.resolve(path).toURL().openStream()) {
      return JSON.readTree(answer);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
