package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.lucene.util.VectorUtil;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedders;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator as Flink runs it, with the real model. */
@Timeout(120)
final class EmbedPassagesTest {
  private static final Collections COLLECTIONS = Collections.load(null);
  private static final int ROWS = 24;

  @Test
  void rowsThatWaitForVectorsSurviveACheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (Harness before = new Harness()) {
      before.open();
      for (int number = 0; number < ROWS; number++) {
        before.processElement(row(number), number);
      }
      // Nothing has left the operator yet: results are emitted by the task's own thread only.
      assertThat(before.extractOutputValues()).isEmpty();
      checkpoint = before.snapshot(1, 1);
    }
    try (Harness after = new Harness()) {
      after.initializeState(checkpoint);
      after.open();
      after.endInput();
      List<EmbedOutcome> outcomes = new ArrayList<>(after.extractOutputValues());
      assertThat(outcomes)
          .extracting(outcome -> outcome.row().row().rowKey())
          .containsExactlyElementsOf(IntStream.range(0, ROWS).mapToObj(Events::rowKey).toList());
      assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
      for (EmbedOutcome outcome : outcomes) {
        String text = outcome.row().passages()[0].text();
        float[] alone = Embedders.shared(COLLECTIONS.model()).embed(List.of(text)).getFirst();
        assertThat(VectorUtil.dotProduct(outcome.row().vectors()[0], alone)).isGreaterThan(0.999f);
      }
    }
  }

  private static RowPassages row(int number) {
    String text = "The clock in harbour " + number + " runs on salt.";
    return new RowPassages(
        new RowVersion(
            "pages",
            Events.rowKey(number),
            number,
            number,
            true,
            false,
            null,
            text,
            new FieldValue[0],
            new SourcePosition(Events.TOPIC, 0, number)),
        new Passage[] {new Passage(0, 0, text.length(), text)});
  }

  private static final class Harness
      extends OneInputStreamOperatorTestHarness<RowPassages, EmbedOutcome> {
    private static final long TIMEOUT_MILLIS = 100_000;

    Harness() throws Exception {
      super(
          new AsyncWaitOperatorFactory<>(
              new EmbedPassages(COLLECTIONS, null), TIMEOUT_MILLIS, 2 * ROWS, OutputMode.ORDERED),
          serializer());
      setup(
          TypeInformation.of(EmbedOutcome.class)
              .createSerializer(getExecutionConfig().getSerializerConfig()));
    }

    private static TypeSerializer<RowPassages> serializer() {
      return TypeInformation.of(RowPassages.class)
          .createSerializer(new ExecutionConfig().getSerializerConfig());
    }
  }
}
