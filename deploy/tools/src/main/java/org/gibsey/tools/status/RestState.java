package org.gibsey.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.search.Poll;
import org.jspecify.annotations.Nullable;

/** Asks the CDC agent and Flink's JobManager over their REST interfaces. */
final class RestState {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI agent;
  private final URI flink;
  private final Clock clock;

  RestState(URI agent, URI flink, Clock clock) {
    this.agent = agent;
    this.flink = flink;
    this.clock = clock;
  }

  ConnectorState connector(String name) {
    return get(agent.resolve("/connectors/" + name + "/status"))
        .map(status -> ConnectorState.of(name, status))
        .orElseGet(() -> ConnectorState.unknown(name));
  }

  JobState job(String name) {
    Optional<JsonNode> newest =
        get(flink.resolve("/jobs/overview")).flatMap(jobs -> JobState.newest(jobs, name));
    if (newest.isEmpty()) {
      return JobState.absent(name);
    }
    String id = newest.get().path("jid").asText();
    Optional<JsonNode> checkpoints = get(flink.resolve("/jobs/" + id + "/checkpoints"));
    return JobState.of(newest.get(), checkpoints, clock.millis());
  }

  /** What a job embedded; null when Flink does not know, or not in time. */
  @Nullable Embeddings embeddings(JobState job) {
    Optional<URI> metrics =
        get(flink.resolve("/jobs/" + job.id()))
            .flatMap(Embeddings::vertex)
            .map(
                vertex ->
                    flink.resolve(
                        "/jobs/%s/vertices/%s/subtasks/metrics?%s"
                            .formatted(job.id(), vertex, Embeddings.QUERY)));
    if (metrics.isEmpty()) {
      return null;
    }
    // Flink collects metrics when it is asked, and answers with those of the time before.
    AtomicReference<@Nullable Embeddings> found = new AtomicReference<>();
    Poll.until(
        TIMEOUT,
        PAUSE,
        () -> {
          found.set(metrics.flatMap(this::get).flatMap(Embeddings::of).orElse(null));
          return found.get() != null;
        });
    return found.get();
  }

  private Optional<JsonNode> get(URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(MAPPER.readTree(response.body()))
          : Optional.empty();
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while waiting for " + uri, interrupted);
    }
  }
}
