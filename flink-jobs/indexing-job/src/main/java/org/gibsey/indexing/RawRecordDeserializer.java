package org.gibsey.indexing;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.gibsey.change.Replay;
import org.gibsey.change.SourcePosition;

/** Keeps a Kafka record as it is: decoding it may fail, reading it must not. */
final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<RawRecord> out) {
    SourcePosition source = new SourcePosition(kafka.topic(), kafka.partition(), kafka.offset());
    boolean replayed = kafka.headers().lastHeader(Replay.HEADER) != null;
    out.collect(new RawRecord(source, kafka.key(), kafka.value(), replayed));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
