package org.gibsey.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A reader of the query API. Safe for use by many threads. */
public final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI api;
  private final String key;

  public ApiClient(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /** A client with the reader's key of a stack on this machine. */
  public static ApiClient reader(StackAddress stack) throws IOException {
    return new ApiClient(stack.api(), stack.readerKey());
  }

  /**
   * Searches the collection {@code pages}.
   *
   * @param mode {@code vector}, {@code text} or {@code hybrid}
   * @return keys of the rows found, best first
   * @throws TryLaterException when the API says that it can't answer at the moment
   * @throws IOException when the API answers anything else but 200
   */
  public List<PageKey> search(String query, String mode, int limit)
      throws IOException, InterruptedException {
    return search(query, mode, limit, Map.of());
  }

  /**
   * {@link #search(String, String, int)} with further fields.
   *
   * @param further fields of the request's body
   */
  public List<PageKey> search(String query, String mode, int limit, Map<String, ?> further)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(further);
    body.put("query", query);
    body.put("mode", mode);
    body.put("limit", limit);
    JsonNode answer = post("/v1/collections/pages/search", body);
    List<PageKey> keys = new ArrayList<>();
    for (JsonNode hit : answer.path("hits")) {
      keys.add(
          new PageKey(
              hit.path("key").path("book_id").asText(), hit.path("key").path("page_num").asInt()));
    }
    return keys;
  }

  /**
   * Posts a JSON body and reads a JSON answer.
   *
   * @throws TryLaterException when the API says that it can't answer at the moment
   * @throws IOException when the API answers anything else but 200
   */
  public JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", path, JSON.writeValueAsString(body));
    int status = response.statusCode();
    if (status != 200) {
      String answer = "POST " + path + ": " + status + " " + response.body();
      throw status == 429 || status == 503
          ? new TryLaterException(answer)
          : new IOException(answer);
    }
    return JSON.readTree(response.body());
  }

  /** Sends a request with the key and returns whatever the API answers. */
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The API can't answer at the moment: status 429 or 503. */
  public static final class TryLaterException extends IOException {
    private static final long serialVersionUID = 1;

    private TryLaterException(String answer) {
      super(answer);
    }
  }

  /**
   * Key of a page.
   *
   * @param bookId the book
   * @param pageNum number of the page in the book, from 1
   */
  public record PageKey(String bookId, int pageNum) {}
}
