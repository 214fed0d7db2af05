package org.gibsey.tools.credits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;

/** The query API's routes for accounts, called as an admin. */
final class AccountsApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;
  private final String key;

  private AccountsApi(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /**
   * Opens the API at an address.
   *
   * @param keyFile holds an admin's key and nothing else
   * @throws ToolException if the file cannot be read
   */
  static AccountsApi at(URI base, Path keyFile) {
    try {
      return new AccountsApi(base, Files.readString(keyFile).strip());
    } catch (IOException unreadable) {
      throw new ToolException("cannot read the API key in " + keyFile, unreadable);
    }
  }

  /**
   * A page of somebody's ledger, newest first.
   *
   * @param cursor of the page before, or null for the first
   * @throws ToolException when the API says no or does not answer
   */
  JsonNode ledger(String owner, int limit, @Nullable String cursor) {
    String query = "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor));
    return json(request("/v1/accounts/" + encoded(owner) + "/ledger" + query).GET());
  }

  /**
   * Gives somebody credits, once for each key.
   *
   * @throws ToolException when the API says no or does not answer
   */
  JsonNode grant(String owner, long credits, String reason, String idempotencyKey) {
    // In one order in every process: the same request under the same key has the same bytes.
    String body = JSON.createObjectNode().put("credits", credits).put("reason", reason).toString();
    return json(
        request("/v1/accounts/" + encoded(owner) + "/grants")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body)));
  }

  /**
   * Copies everybody's ledger to an output.
   *
   * @throws ToolException when the API says no, or the file did not come to its end
   */
  void export(OutputStream out) {
    HttpResponse<InputStream> response =
        send(request("/v1/ledger.csv").GET(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw refused(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      body.transferTo(out);
      out.flush();
    } catch (IOException e) {
      throw new ToolException("the ledger did not come to its end: " + e.getMessage(), e);
    }
  }

  private JsonNode json(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refused(response, response.body());
    }
    return parsed(response.body());
  }

  private static ToolException refused(HttpResponse<?> response, String body) {
    String detail = body.startsWith("{") ? parsed(body).path("detail").asText(body) : body;
    return new ToolException("the API answered " + response.statusCode() + ": " + detail);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new ToolException("the API answered with what is no JSON", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (IOException away) {
      throw new ToolException("the API at " + base + " does not answer", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while waiting for " + base, interrupted);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.close();
  }
}
