package org.gibsey.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.Replay;
import org.gibsey.collection.Collections;
import org.junit.jupiter.api.Test;

/** The header of a record that was published again reaches the event that is made of it. */
final class ReplayedRecordTest {
  @Test
  void knowsARecordThatWasPublishedAgainByItsHeader() throws Exception {
    assertThat(eventOf(false).replayed()).isFalse();
    assertThat(eventOf(true).replayed()).isTrue();
  }

  private static ChangeEvent eventOf(boolean again) throws Exception {
    RawRecord template = Events.raw(7, "i", 1, 10, Map.of("text", "sea"));
    ConsumerRecord<byte[], byte[]> kafka =
        new ConsumerRecord<>(Events.TOPIC, 0, 7, template.key(), template.value());
    if (again) {
      kafka.headers().add(Replay.HEADER, "gibsey.gibsey.pages/0/3".getBytes(UTF_8));
    }
    List<RawRecord> raw = new ArrayList<>();
    new RawRecordDeserializer().deserialize(kafka, new ListCollector<>(raw));
    try (var decode =
        ProcessFunctionTestHarnesses.forProcessFunction(new DecodeChange(Collections.load(null)))) {
      decode.processElement(raw.getFirst(), 0);
      return decode.extractOutputValues().getFirst();
    }
  }
}
