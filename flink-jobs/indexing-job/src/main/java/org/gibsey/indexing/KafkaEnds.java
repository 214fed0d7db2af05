package org.gibsey.indexing;

import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where the job meets Kafka. */
final class KafkaEnds {
  private static final String LARGEST_MESSAGE = String.valueOf(32 * 1024 * 1024);

  private final JobOptions options;

  KafkaEnds(JobOptions options) {
    this.options = options;
  }

  /** Every topic of the prefix, also those that come later. */
  DataStream<RawRecord> changes(StreamExecutionEnvironment env) {
    KafkaSource<RawRecord> source =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(options.kafka)
            .setTopicPattern(Pattern.compile(Pattern.quote(options.topicPrefix) + "\\..*"))
            .setGroupId(options.group)
            .setStartingOffsets(startingOffsets())
            .setDeserializer(new RawRecordDeserializer())
            .setProperty("partition.discovery.interval.ms", "5000")
            .setProperty("commit.offsets.on.checkpoint", "true")
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Changes").uid("changes");
  }

  void deadLetters(DataStream<DeadLetter> letters) {
    KafkaSink<DeadLetter> sink =
        KafkaSink.<DeadLetter>builder()
            .setBootstrapServers(options.kafka)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setRecordSerializer(new DeadLetterSerializer(options.deadLetters))
            .setProperty("max.request.size", LARGEST_MESSAGE)
            .build();
    letters.sinkTo(sink).uid("dead-letters").name("DeadLetters");
  }

  private OffsetsInitializer startingOffsets() {
    return switch (options.start) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
