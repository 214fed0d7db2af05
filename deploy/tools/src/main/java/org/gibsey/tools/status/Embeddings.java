package org.gibsey.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What the running attempt of the job had to embed; Flink's REST knows it a second late.
 *
 * @param computed texts that the model was given, each passage one
 * @param saved passages whose vectors were there already
 * @param cacheFailures look-ups and writes of rows that the embedding cache did not do, and damaged
 *     entries
 */
record Embeddings(long computed, long saved, long cacheFailures) {
  private static final String OPERATOR = "EmbedPassages";
  private static final String COMPUTED = OPERATOR + ".embeddingsComputed";
  private static final String SAVED = OPERATOR + ".embeddingsSaved";
  private static final String FAILURES = OPERATOR + ".embeddingCacheFailures";

  /** Query of Flink's metrics for the sums over all subtasks. */
  static final String QUERY = "get=" + String.join(",", COMPUTED, SAVED, FAILURES) + "&agg=sum";

  /** Id of the vertex that embeds, among those of {@code /jobs/ID}. */
  static Optional<String> vertex(JsonNode job) {
    return StreamSupport.stream(job.path("vertices").spliterator(), false)
        .filter(vertex -> vertex.path("name").asText().contains(OPERATOR))
        .map(vertex -> vertex.path("id").asText())
        .findFirst();
  }

  /** Reads the answer to {@link #QUERY}; empty until Flink has collected all three. */
  static Optional<Embeddings> of(JsonNode metrics) {
    Optional<Long> computed = sum(metrics, COMPUTED);
    Optional<Long> saved = sum(metrics, SAVED);
    Optional<Long> failures = sum(metrics, FAILURES);
    return computed.isEmpty() || saved.isEmpty() || failures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Embeddings(computed.get(), saved.get(), failures.get()));
  }

  private static Optional<Long> sum(JsonNode metrics, String id) {
    return StreamSupport.stream(metrics.spliterator(), false)
        .filter(metric -> metric.path("id").asText().equals(id))
        .map(metric -> metric.path("sum").asLong())
        .findFirst();
  }
}
