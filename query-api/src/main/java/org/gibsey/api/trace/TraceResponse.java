package org.gibsey.api.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gibsey.api.token.WriteTime;
import org.gibsey.change.SourcePosition;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it goes out.
 *
 * @param outcome see {@link Verdict.Outcome}
 * @param steps one for each {@link Stage}, in order
 */
record TraceResponse(
    String collection, JsonNode key, Verdict.Outcome outcome, String verdict, List<Step> steps) {

  /**
   * One stage of the row's way. What is not known is left out.
   *
   * @param state what the stage has of the row: {@code done}, {@code missing}, {@code refused},
   *     {@code unknown}
   * @param at when it happened, as far as a store tells
   * @param writeTime the write that this is of
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(
      Stage step,
      String state,
      @Nullable String at,
      @Nullable String writeTime,
      @Nullable String reason,
      @Nullable Position position,
      @Nullable Map<String, String> columns,
      @Nullable String model,
      @Nullable String textHash,
      @Nullable Integer passages,
      @Nullable String indexVersion,
      @Nullable String servedFrom) {

    static Step of(Stage stage, String state) {
      return new Step(stage, state, null, null, null, null, null, null, null, null, null, null);
    }

    static Step of(Stage stage, String state, @Nullable String at, @Nullable String writeTime) {
      return new Step(stage, state, at, writeTime, null, null, null, null, null, null, null, null);
    }

    static Step refused(Refusal refusal) {
      return new Step(
          refusal.stage(),
          "refused",
          refusal.at().toString(),
          null,
          refusal.reason(),
          Position.of(refusal.position()),
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }

  /** Where a record lies in Kafka. */
  record Position(String topic, int partition, long offset) {
    static @Nullable Position of(@Nullable SourcePosition source) {
      return source == null
          ? null
          : new Position(source.topic(), source.partition(), source.offset());
    }
  }

  static TraceResponse of(RowTrace trace) {
    Verdict verdict = Verdict.of(trace);
    return new TraceResponse(
        trace.collection().name(),
        trace.key().columns(),
        verdict.outcome(),
        verdict.sentence(),
        List.of(
            written(trace),
            refusedAt(Stage.CAPTURED, trace, captured(trace)),
            refusedAt(Stage.DECODED, trace, decoded(trace)),
            refusedAt(Stage.EMBEDDED, trace, embedded(trace)),
            indexed(trace)));
  }

  private static Step refusedAt(Stage stage, RowTrace trace, Step otherwise) {
    @Nullable Refusal refusal = trace.refusal();
    return refusal != null && refusal.stage() == stage ? Step.refused(refusal) : otherwise;
  }

  private static Step written(RowTrace trace) {
    @Nullable WrittenRow row = trace.written().value();
    if (row == null) {
      return Step.of(Stage.WRITTEN, trace.written().given() ? "missing" : "unknown");
    }
    Map<String, String> columns =
        row.writeTimesMicros().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    column -> WriteTime.text(column.getValue()),
                    (one, same) -> one,
                    TreeMap::new));
    @Nullable String newest = row.newestMicros().map(WriteTime::text).orElse(null);
    return new Step(
        Stage.WRITTEN, "done", newest, newest, null, null, columns, null, null, null, null, null);
  }

  private static Step captured(RowTrace trace) {
    @Nullable CapturedChange change = trace.log().change();
    if (change == null) {
      boolean certain = trace.log().reach() == LogFindings.Reach.ALL && !trace.found();
      return Step.of(Stage.CAPTURED, certain ? "missing" : "unknown");
    }
    return new Step(
        Stage.CAPTURED,
        trace.captured() ? "done" : "missing",
        change.at().toString(),
        WriteTime.text(change.writeTimeMicros()),
        null,
        Position.of(change.position()),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** No store keeps when it was decoded; that the index has it proves that it was. */
  private static Step decoded(RowTrace trace) {
    @Nullable IndexedRow indexed = trace.indexed();
    boolean passed = indexed != null && Boolean.TRUE.equals(indexed.seen());
    return Step.of(Stage.DECODED, passed || trace.found() ? "done" : "unknown");
  }

  private static Step embedded(RowTrace trace) {
    @Nullable StoredVectors vectors = trace.vectors().value();
    if (vectors == null) {
      // They reach their table with a checkpoint, and the index before that.
      return Step.of(Stage.EMBEDDED, trace.found() ? "done" : "unknown");
    }
    @Nullable Long newest = trace.newestMicros();
    boolean current = newest == null || vectors.versionTimeMicros() >= newest;
    return new Step(
        Stage.EMBEDDED,
        current || trace.found() ? "done" : "missing",
        null,
        WriteTime.text(vectors.versionTimeMicros()),
        null,
        null,
        null,
        vectors.model(),
        vectors.textHash(),
        vectors.passages(),
        null,
        null);
  }

  private static Step indexed(RowTrace trace) {
    @Nullable IndexedRow indexed = trace.indexed();
    if (indexed == null) {
      return Step.of(Stage.INDEXED, "unknown");
    }
    @Nullable PassageHit hit = indexed.hit();
    return new Step(
        Stage.INDEXED,
        trace.found() ? "done" : "missing",
        null,
        hit == null ? null : WriteTime.text(hit.writeTimeMicros()),
        null,
        hit == null ? null : Position.of(hit.source()),
        null,
        hit == null ? null : hit.model(),
        hit == null ? null : hit.textHash(),
        null,
        indexed.indexVersion(),
        indexed.servedFrom().name().toLowerCase(Locale.ROOT));
  }
}
