package org.gibsey.api.trace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.gibsey.api.token.WriteTime;
import org.gibsey.shard.ServedFrom;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a trace.
 *
 * @param outcome for programs
 * @param sentence for people
 */
record Verdict(Outcome outcome, String sentence) {
  /** Where a row stands. */
  enum Outcome {
    /** Searches find it as it was last written. */
    SEARCHABLE,
    /** There is no such row, and none is found. */
    NO_SUCH_ROW,
    /** The newest write is not in Kafka. */
    NOT_CAPTURED,
    /** A stage refused it. */
    REFUSED,
    /** It lives and has no text to be found by. */
    NO_TEXT,
    /** The index does not have the newest write yet. */
    NOT_INDEXED,
    /** A store that would tell did not answer. */
    UNKNOWN;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Verdict of(RowTrace trace) {
    @Nullable IndexedRow indexed = trace.indexed();
    @Nullable WrittenRow row = trace.written().value();
    if (indexed == null || !trace.written().given()) {
      return new Verdict(
          Outcome.UNKNOWN,
          (indexed == null ? "The index" : "Cassandra") + " does not answer; ask again.");
    }
    if (row == null && indexed.hit() == null) {
      return new Verdict(
          Outcome.NO_SUCH_ROW, "There is no such row in Cassandra, and searches do not find one.");
    }
    if (row != null && trace.found()) {
      return searchable(trace, indexed);
    }
    @Nullable Refusal refusal = trace.refusal();
    if (refusal != null) {
      return new Verdict(
          Outcome.REFUSED,
          "%s at the stage '%s': %s. See the dead letters of %s."
              .formatted(
                  "The newest write was refused",
                  refusal.stage().text(),
                  refusal.reason(),
                  refusal.at()));
    }
    if (row != null && !row.writeTimesMicros().containsKey(trace.collection().text())) {
      return new Verdict(
          Outcome.NO_TEXT,
          "The row's column '%s' has no value, so there is nothing to find."
              .formatted(trace.collection().text()));
    }
    return behind(trace, indexed);
  }

  private static Verdict searchable(RowTrace trace, IndexedRow indexed) {
    String where =
        indexed.servedFrom() == ServedFrom.LIVE
            ? "by the live index"
            : "from a published copy of the index";
    return new Verdict(
        Outcome.SEARCHABLE,
        "Searches find the row as it was written at %s, %s."
            .formatted(time(trace.newestMicros()), where));
  }

  private static Verdict behind(RowTrace trace, IndexedRow indexed) {
    String old = indexed.hit() == null ? "" : " Searches find an earlier version meanwhile.";
    if (trace.captured()) {
      return new Verdict(
          Outcome.NOT_INDEXED,
          "The write of %s is captured, but the job has not indexed it yet%s. Is it running?%s"
              .formatted(time(trace.newestMicros()), lag(trace, indexed), old));
    }
    return switch (trace.log().reach()) {
      case ALL -> {
        String what =
            trace.written().value() == null
                ? "The deletion of the row is"
                : "The write of " + time(trace.newestMicros()) + " is";
        yield new Verdict(
            Outcome.NOT_CAPTURED,
            what
                + " not captured: Kafka has no change of it. Is the CDC agent running?"
                + " deploy/status tells, deploy/reconcile repairs."
                + old);
      }
      case PART ->
          new Verdict(
              Outcome.UNKNOWN,
              "The index does not have the newest write, and too much was written since to find its"
                  + " change in Kafka."
                  + old);
      case NONE ->
          new Verdict(
              Outcome.UNKNOWN,
              "The index does not have the newest write, and Kafka does not answer." + old);
    };
  }

  private static String lag(RowTrace trace, IndexedRow indexed) {
    @Nullable Long newest = trace.newestMicros();
    @Nullable Long seen = indexed.newestWriteMicros();
    return newest == null || seen == null || seen >= newest
        ? ""
        : " and is " + (newest - seen) / 1_000 + " ms behind it";
  }

  private static String time(@Nullable Long micros) {
    return micros == null ? "a time that nobody knows" : WriteTime.text(micros);
  }
}
