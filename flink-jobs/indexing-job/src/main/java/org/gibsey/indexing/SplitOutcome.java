package org.gibsey.indexing;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.gibsey.row.EmbeddedRow;

/** Passes rows on, and a dead letter for each whose embedding failed. */
final class SplitOutcome extends ProcessFunction<EmbedOutcome, EmbeddedRow> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(EmbedOutcome outcome, Context context, Collector<EmbeddedRow> out) {
    out.collect(outcome.row());
    String failure = outcome.failure();
    if (failure != null) {
      context.output(
          DeadLetters.TAG,
          DeadLetter.of(outcome.row().row(), DeadLetterReason.EMBEDDING_FAILED, failure));
    }
  }
}
