package org.gibsey.api.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gibsey.api.http.Json;

/** What Flink's REST says that the running attempt of the indexing job did. */
final class FlinkCounts implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final String OPERATOR = "EmbedPassages";
  private static final String COMPUTED = OPERATOR + ".embeddingsComputed";
  private static final String SAVED = OPERATOR + ".embeddingsSaved";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final URI flink;
  private final String job;

  /**
   * Texts that were embedded.
   *
   * @param computed by the model
   * @param saved because their vectors were there already
   */
  record Embeddings(long computed, long saved) {}

  /**
   * A client.
   *
   * @param flink the JobManager's address
   * @param job name of the job
   */
  FlinkCounts(URI flink, String job) {
    this.flink = flink;
    this.job = job;
  }

  /** What was embedded, or empty when no job runs or Flink has not collected it yet. */
  Optional<Embeddings> embeddings() throws IOException, InterruptedException {
    Optional<String> id =
        find(get("/jobs/overview").path("jobs"), "name", job, "RUNNING").map(j -> text(j, "jid"));
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> vertex =
        StreamSupport.stream(get("/jobs/" + id.get()).path("vertices").spliterator(), false)
            .filter(each -> text(each, "name").contains(OPERATOR))
            .map(each -> text(each, "id"))
            .findFirst();
    if (vertex.isEmpty()) {
      return Optional.empty();
    }
    JsonNode sums =
        get(
            "/jobs/%s/vertices/%s/subtasks/metrics?get=%s,%s&agg=sum"
                .formatted(id.get(), vertex.get(), COMPUTED, SAVED));
    Map<String, Long> counts =
        StreamSupport.stream(sums.spliterator(), false)
            .collect(Collectors.toMap(m -> text(m, "id"), m -> m.path("sum").asLong(), Long::sum));
    Long computed = counts.get(COMPUTED);
    Long saved = counts.get(SAVED);
    return computed == null || saved == null
        ? Optional.empty()
        : Optional.of(new Embeddings(computed, saved));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static Optional<JsonNode> find(JsonNode all, String field, String value, String state) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> text(each, field).equals(value) && text(each, "state").equals(state))
        .findFirst();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(flink.resolve(path)).timeout(DEADLINE).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("Flink answers with status " + response.statusCode());
    }
    return Json.tree(response.body());
  }
}
