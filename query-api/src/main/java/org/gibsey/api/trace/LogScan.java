package org.gibsey.api.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Reads the newest part of topics, bounded in records and time. Belongs to one thread. */
final class LogScan {
  /** Most records read of a partition. */
  static final long MOST_RECORDS = 20_000;

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long untilNanos;

  /**
   * A scan.
   *
   * @param untilNanos when it must end, on the clock of {@link System#nanoTime()}
   */
  LogScan(KafkaConsumer<byte[], byte[]> consumer, long untilNanos) {
    this.consumer = consumer;
    this.untilNanos = untilNanos;
  }

  /**
   * Reads the changes of the Cassandra partition that a row lies in.
   *
   * @param known the row's newest change when it is known; only that is read then
   * @return whether everything since then was read
   */
  boolean changes(RowRecords records, Instant since, @Nullable SourcePosition known) {
    if (known != null) {
      TopicPartition partition = new TopicPartition(known.topic(), known.partition());
      if (offset(consumer.beginningOffsets(List.of(partition)), partition) > known.offset()) {
        return true; // Kafka keeps it no longer
      }
      long end = Math.min(known.offset() + 1, offset(ends(List.of(partition)), partition));
      return read(Map.of(partition, known.offset()), Map.of(partition, end), records::change);
    }
    List<TopicPartition> all = partitions(records.topic());
    if (all.isEmpty()) {
      return true;
    }
    return since(List.of(all.get(records.partition(all.size()))), since, records::change);
  }

  /**
   * Reads the dead letters.
   *
   * @return whether all since then were read
   */
  boolean letters(RowRecords records, Instant since) {
    return since(partitions(ChangeLog.DEAD_LETTERS), since, records::letter);
  }

  private boolean since(
      List<TopicPartition> partitions,
      Instant since,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = ends(partitions);
    Map<TopicPartition, @Nullable OffsetAndTimestamp> wanted =
        consumer.offsetsForTimes(
            partitions.stream()
                .collect(Collectors.toMap(partition -> partition, p -> since.toEpochMilli())));
    Map<TopicPartition, Long> starts = new HashMap<>();
    boolean whole = true;
    for (TopicPartition partition : partitions) {
      long end = offset(ends, partition);
      @Nullable OffsetAndTimestamp first = wanted.get(partition);
      long start = first == null ? end : first.offset();
      whole &= end - start <= MOST_RECORDS;
      starts.put(partition, Math.max(start, end - MOST_RECORDS));
    }
    return read(starts, ends, each) && whole;
  }

  /** Reads from here to there, and tells whether time was enough. */
  private boolean read(
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    while (starts.keySet().stream().anyMatch(p -> consumer.position(p) < offset(ends, p))) {
      if (System.nanoTime() - untilNanos > 0) {
        return false;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition from = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < offset(ends, from)) {
          each.accept(record);
        }
      }
    }
    return true;
  }

  private List<TopicPartition> partitions(String topic) {
    @Nullable List<PartitionInfo> infos = consumer.partitionsFor(topic);
    return infos == null
        ? List.of()
        : infos.stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .toList();
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }
}
