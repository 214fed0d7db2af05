package org.gibsey.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.gibsey.api.http.Json;
import org.gibsey.api.token.WriteTime;
import org.gibsey.row.Passage;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/** Answer to a search as it goes out. */
record SearchResponse(
    List<Hit> hits,
    String mode,
    @Nullable String model,
    String indexVersion,
    String servedFrom,
    @Nullable Long snapshotAgeMs,
    Took tookMs) {

  record Took(double embed, double search, double total) {}

  record Scores(@Nullable Float vector, @Nullable Float text) {}

  record Provenance(
      String topic, int partition, long offset, String writeTime, String textHash, String model) {}

  record Hit(
      JsonNode key,
      double score,
      Scores scores,
      Passage passage,
      Map<String, String> fields,
      Provenance provenance) {

    static Hit of(PassageHit hit) {
      return new Hit(
          Json.tree(hit.rowKey()),
          hit.score(),
          new Scores(hit.vectorScore(), hit.textScore()),
          hit.passage(),
          hit.fields(),
          new Provenance(
              hit.source().topic(),
              hit.source().partition(),
              hit.source().offset(),
              WriteTime.text(hit.writeTimeMicros()),
              hit.textHash(),
              hit.model()));
    }
  }
}
