package org.gibsey.embedding.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of LangChain4j's clients. Unlike LangChain4j's own client it has a time limit
 * for the whole answer and a limit of its size, tells {@code Retry-After}, and lets no body of a
 * refusal into a message. Follows no redirects: the key is for one server.
 */
final class ServerHttp implements HttpClient {
  // 128 texts of 4,096 numbers at some 20 characters each are 10 MiB.
  private static final long LARGEST_ANSWER = 64L << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final java.net.http.HttpClient http;
  private final Duration timeout;
  private final UnaryOperator<String> body;

  /**
   * @param timeout time for a request and its whole answer
   * @param body the JSON to send, made of the one that a client of LangChain4j sends
   */
  ServerHttp(Duration timeout, UnaryOperator<String> body) {
    this.http =
        java.net.http.HttpClient.newBuilder()
            // Plain-text servers may answer an upgrade to HTTP/2 with an error.
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
            .build();
    this.timeout = timeout;
    this.body = body;
  }

  /**
   * @throws ServerFailure when there was no answer, or another one than success
   */
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(message(request), BoundedBody.upTo(LARGEST_ANSWER));
    try {
      return successful(sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
      if (reason instanceof HttpTimeoutException) {
        throw late();
      }
      throw ServerFailure.passing(
          reason instanceof ConnectException
              ? "cannot be reached"
              : "broke the connection: " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServerFailure.lasting("was given up: the embedder is being closed");
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("Embeddings are not streamed");
  }

  private ServerFailure late() {
    return ServerFailure.passing("did not answer within " + timeout.toMillis() + " ms");
  }

  void close() {
    http.shutdownNow();
  }

  private java.net.http.HttpRequest message(HttpRequest request) {
    var message = java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(timeout);
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> message.header(name, value)));
    return message
        .method(request.method().name(), BodyPublishers.ofString(body.apply(request.body())))
        .build();
  }

  private static SuccessfulHttpResponse successful(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return SuccessfulHttpResponse.builder()
          .statusCode(status)
          .headers(answer.headers().map())
          .body(new String(answer.body(), UTF_8))
          .build();
    }
    throw ServerFailure.status(status, retryAfter(answer.headers()));
  }

  /** Seconds only: the form with a date is rare, and then the usual pause does. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    try {
      return headers
          .firstValue("Retry-After")
          .map(value -> Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip()))))
          .orElse(null);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
