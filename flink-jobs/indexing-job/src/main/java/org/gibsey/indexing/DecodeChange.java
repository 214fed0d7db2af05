package org.gibsey.indexing;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.change.DecodeResult.Rejected;
import org.gibsey.change.DecodeResult.Skipped;
import org.gibsey.collection.Collections;

/** Turns Kafka records into change events; what cannot be turned becomes a dead letter. */
final class DecodeChange extends ProcessFunction<RawRecord, ChangeEvent> {
  private static final long serialVersionUID = 1L;

  private final Collections collections;

  private transient ChangeDecoder decoder;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  DecodeChange(Collections collections) {
    this.collections = collections;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new ChangeDecoder(collections);
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<ChangeEvent> out) {
    switch (decoder.decode(raw.key(), raw.value(), raw.source())) {
      case Decoded decoded ->
          out.collect(raw.replayed() ? decoded.event().again() : decoded.event());
      case Rejected rejected ->
          context.output(
              DeadLetters.TAG,
              DeadLetter.of(
                  raw,
                  DeadLetterReason.of(rejected.reason()),
                  rejected.detail(),
                  rejected.rowKey()));
      case Skipped skipped -> {
        // A tombstone or a change that no collection reads: in order, and nothing to do.
      }
    }
  }
}
