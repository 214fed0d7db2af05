package org.gibsey.tools.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gibsey.tools.ToolException;

/** The query API over HTTP. */
public final class SearchApi implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PAGES = "/v1/collections/pages";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;
  private final String key;

  private SearchApi(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /**
   * Opens the API at an address.
   *
   * @param keyFile holds the API key and nothing else
   * @throws ToolException if the file cannot be read
   */
  public static SearchApi at(URI base, Path keyFile) {
    try {
      return new SearchApi(base, Files.readString(keyFile).strip());
    } catch (IOException unreadable) {
      throw new ToolException("cannot read the API key in " + keyFile, unreadable);
    }
  }

  /** What is searchable now; empty while the API or the index is away. */
  public Optional<IndexStats> stats() {
    return send(request(PAGES + "/stats").GET().build()).map(IndexStats::of);
  }

  /**
   * The pages that the query finds, best first; empty while the API or the index is away.
   *
   * @param mode {@code vector}, {@code text} or {@code hybrid}
   */
  public Optional<List<Hit>> search(String query, String mode, int limit) {
    String body =
        MAPPER.valueToTree(Map.of("query", query, "mode", mode, "limit", limit)).toString();
    HttpRequest request =
        request(PAGES + "/search")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return send(request).map(SearchApi::hits);
  }

  private static List<Hit> hits(JsonNode json) {
    List<Hit> hits = new ArrayList<>();
    json.path("hits").forEach(hit -> hits.add(Hit.of(hit)));
    return hits;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private Optional<JsonNode> send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        return Optional.empty();
      }
      if (response.statusCode() != 200) {
        throw new ToolException(
            request.uri() + " answered " + response.statusCode() + ": " + response.body());
      }
      return Optional.of(MAPPER.readTree(response.body()));
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while waiting for " + request.uri(), interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
