package org.gibsey.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.gibsey.index.Highlight;
import org.gibsey.row.Passage;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a search as it goes out.
 *
 * @param hits best first
 * @param nextPage cursor of the next page, or null behind the last hit
 * @param mode how the hits were ranked
 * @param model identity of the model that embeds queries, or null while it is not loaded
 * @param snapshotAgeMs milliseconds since the copy was made that answered, or null when it is live
 * @param watermark newest write time whose effect the searched shards show, in ISO 8601, or null
 *     when nothing was ever indexed
 */
public record SearchResponse(
    List<Hit> hits,
    @Nullable String nextPage,
    String mode,
    @Nullable String model,
    String indexVersion,
    String servedFrom,
    @Nullable Long snapshotAgeMs,
    @Nullable String watermark,
    Took tookMs) {
  /**
   * The answer to a query.
   *
   * @param model identity of the model that embeds queries, or null while it is not loaded
   * @param started when the request came in, on the clock of {@link System#nanoTime()}
   */
  public static SearchResponse of(
      PassageQuery query, FoundPassages found, @Nullable String model, long started) {
    return new SearchResponse(
        found.hits().stream().map(hit -> Hit.of(hit, query.highlight())).toList(),
        found.more() ? PageCursor.after(query) : null,
        Choice.name(query.mode()),
        model,
        found.indexVersion(),
        found.origin().servedFrom(),
        found.origin().snapshotAgeMs(),
        writeTime(found.watermarkMicros()),
        new Took(found.embedMillis(), found.searchMillis(), Stage.millisSince(started)));
  }

  /** Milliseconds of each stage. */
  public record Took(double embed, double search, double total) {}

  /** What each ranking said of a hit; null where it is not among the hits of that ranking. */
  public record Scores(@Nullable Float vector, @Nullable Float text) {}

  /** The hit's place in each ranking, from 1; null where it is not among them. */
  public record Ranks(@Nullable Integer vector, @Nullable Integer text) {}

  /** The change event that made the row what it is. */
  public record Provenance(
      String topic, int partition, long offset, String writeTime, String textHash, String model) {}

  /**
   * A passage that was found.
   *
   * @param key the row's key, already JSON: no value of this kind is written by anyone else
   * @param vector present when asked for
   * @param highlights where the query's words stand in the passage's text, in UTF-16; present when
   *     asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // only written, never compared
  public record Hit(
      @JsonRawValue String key,
      double score,
      Scores scores,
      Ranks ranks,
      Passage passage,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Highlight> highlights,
      @JsonInclude(JsonInclude.Include.NON_NULL) float @Nullable [] vector,
      Map<String, String> fields,
      Provenance provenance) {

    static Hit of(PassageHit hit, boolean highlight) {
      return new Hit(
          hit.rowKey(),
          hit.score(),
          new Scores(hit.vectorScore(), hit.textScore()),
          new Ranks(hit.vectorRank(), hit.textRank()),
          hit.passage(),
          highlight ? hit.highlights() : null,
          hit.vector(),
          hit.fields(),
          new Provenance(
              hit.source().topic(),
              hit.source().partition(),
              hit.source().offset(),
              timeOf(hit.writeTimeMicros()),
              hit.textHash(),
              hit.model()));
    }
  }

  /** Microseconds since 1970 as ISO 8601 in UTC, or null for null. */
  static @Nullable String writeTime(@Nullable Long micros) {
    return micros == null ? null : timeOf(micros);
  }

  private static String timeOf(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
