package org.gibsey.api.retrieve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.gibsey.api.http.Json;
import org.gibsey.api.search.FoundPassages;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a retrieval as it goes out.
 *
 * @param tokens tokens of all passages together
 * @param found passages that the search found, before they were merged, left out and cut
 */
record RetrieveResponse(
    List<Piece> passages,
    int tokens,
    int tokenBudget,
    int found,
    String indexVersion,
    String servedFrom,
    @Nullable Long snapshotAgeMs,
    Took tookMs) {
  /** Milliseconds for embedding the query, searching, assembling, and all together. */
  record Took(double embed, double search, double assemble, double total) {}

  /** See {@link PassageHit}. */
  record Provenance(
      String topic, int partition, long offset, String writeTime, String textHash, String model) {
    static Provenance of(PassageHit hit) {
      return new Provenance(
          hit.source().topic(),
          hit.source().partition(),
          hit.source().offset(),
          Instant.EPOCH.plus(hit.writeTimeMicros(), ChronoUnit.MICROS).toString(),
          hit.textHash(),
          hit.model());
    }
  }

  /** See {@link Stretch}. */
  record Piece(
      JsonNode key,
      int start,
      int end,
      String text,
      double score,
      int tokens,
      Map<String, String> fields,
      Provenance provenance) {
    static Piece of(Stretch stretch) {
      PassageHit best = stretch.best();
      return new Piece(
          Json.tree(best.rowKey()),
          stretch.start(),
          stretch.end(),
          stretch.text(),
          stretch.score(),
          stretch.tokens(),
          best.fields(),
          Provenance.of(best));
    }
  }

  static RetrieveResponse of(Retrieved retrieved, int budget, double totalMillis) {
    FoundPassages found = retrieved.found();
    return new RetrieveResponse(
        retrieved.stretches().stream().map(Piece::of).toList(),
        retrieved.tokens(),
        budget,
        found.hits().size(),
        found.indexVersion(),
        found.origin().servedFrom(),
        found.origin().snapshotAgeMs(),
        new Took(
            found.embedMillis(), found.searchMillis(), retrieved.assembleMillis(), totalMillis));
  }
}
