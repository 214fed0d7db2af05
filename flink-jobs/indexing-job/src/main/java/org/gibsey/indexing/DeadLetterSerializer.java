package org.gibsey.indexing;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Writes dead letters to their topic, keyed by the place of the record at fault. */
final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  DeadLetterSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
    SourcePosition source = letter.source();
    String key = source.topic() + "/" + source.partition() + "/" + source.offset();
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), DeadLetterJson.of(letter));
  }
}
