package org.gibsey.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.history.PlantedBug;
import org.jspecify.annotations.Nullable;

/** Feeds records of which it knows what must become of each, and asserts that this did. */
final class RecordAccounting {
  private static final int RECORDS = 500;

  private final Random random;
  private final PlantedBug bug;
  private final Set<Long> changes = new TreeSet<>();
  private final Set<Long> deadLetters = new TreeSet<>();
  private final List<RawRecord> records = new ArrayList<>();

  RecordAccounting(Random random, PlantedBug bug) {
    this.random = random;
    this.bug = bug;
    for (long offset = 0; offset < RECORDS; offset++) {
      add(offset);
    }
  }

  private void add(long offset) {
    int page = random.nextInt(9);
    String key = Events.rowKey(page);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> change(Events.raw(offset, "i", page, offset, Map.of("text", "sea")));
      case 3 -> change(Events.raw(offset, "d", page, offset, Map.of()));
      case 4 -> change(Events.raw(offset, key, standard("c", "pages")));
      case 5 -> change(Events.raw(offset, key, wrapped(standard("d", "pages"))));
      case 6 -> records.add(Events.raw(offset, key, null));
      case 7 -> records.add(Events.raw(offset, "u", page, offset, Map.of("likes", "7")));
      case 8 -> records.add(Events.raw(offset, key, standard("m", "")));
      case 9 -> dead(Events.raw(offset, key, "{".getBytes(UTF_8)));
      case 10 -> dead(Events.raw(offset, key, standard("u", "letters")));
      default -> dead(Events.raw(offset, key, standard("t", "pages")));
    }
  }

  private void change(RawRecord record) {
    changes.add(record.source().offset());
    records.add(record);
  }

  private void dead(RawRecord record) {
    deadLetters.add(record.source().offset());
    records.add(record);
  }

  private static byte[] standard(String op, String table) {
    return """
    {"op":"%s","before":null,"after":{"book_id":"b","page_num":1,"text":"sea"},\
    "source":{"db":"club","schema":"gibsey","table":"%s","ts_ms":1,"lsn":7}}"""
        .formatted(op, table)
        .getBytes(UTF_8);
  }

  private static byte[] wrapped(byte[] payload) {
    return "{\"schema\":{\"type\":\"struct\"},\"payload\":%s}"
        .formatted(new String(payload, UTF_8))
        .getBytes(UTF_8);
  }

  /**
   * Runs them through the decoder.
   *
   * @throws AssertionError when a record is neither a change, nor a skip, nor a dead letter
   */
  void check() throws Exception {
    try (OneInputStreamOperatorTestHarness<RawRecord, ChangeEvent> operator =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DecodeChange(Collections.load(null))))) {
      operator.open();
      for (RawRecord record : records) {
        operator.processElement(record, 0);
      }
      assertThat(operator.extractOutputValues())
          .extracting(event -> event.source().offset())
          .containsExactlyElementsOf(changes);
      assertThat(letters(operator))
          .extracting(letter -> letter.source().offset())
          .containsExactlyElementsOf(deadLetters);
    }
  }

  private List<DeadLetter> letters(
      OneInputStreamOperatorTestHarness<RawRecord, ChangeEvent> operator) {
    @Nullable Queue<StreamRecord<DeadLetter>> letters = operator.getSideOutput(DeadLetters.TAG);
    return letters == null || bug == PlantedBug.DEAD_LETTER_SWALLOWED
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).toList();
  }
}
