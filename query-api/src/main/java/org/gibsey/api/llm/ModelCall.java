package org.gibsey.api.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gibsey.api.search.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client of LangChain4j, in the calling thread from its beginning to its end.
 * Unlike LangChain4j's own client it has a limit of time until the first piece of text and one for
 * all of it, stops the server when the thread is interrupted, tells {@code Retry-After}, and lets
 * no body of a refusal into a message. Follows no redirects: the key is for one server.
 */
final class ModelCall implements HttpClient, HttpClientBuilder {
  private final java.net.http.HttpClient http;
  private final Deadline firstText;
  private final Deadline whole;
  private boolean textCame;
  private @Nullable InputStream body;
  private @Nullable ModelFailure failure;

  /**
   * A request.
   *
   * @param firstText when the first piece of text must be there
   * @param whole when all of it must be there
   */
  ModelCall(java.net.http.HttpClient http, Deadline firstText, Deadline whole) {
    this.http = http;
    this.firstText = firstText;
    this.whole = whole;
  }

  /** Text has come: the first limit is kept. */
  void textCame() {
    textCame = true;
  }

  /** Ends the request; what comes later is not read. */
  void stop() throws java.io.IOException {
    InputStream open = body;
    if (open != null) {
      open.close();
    }
  }

  /** What went wrong with the connection or the status, or null. */
  @Nullable ModelFailure failure() {
    return failure;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("Texts are streamed");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpResponse<InputStream> answer;
    try {
      answer = send(request);
    } catch (ModelFailure e) {
      failure = e;
      listener.onError(e);
      return;
    }
    try (InputStream stream = answer.body()) {
      body = stream;
      if (answer.statusCode() != 200) {
        failure = ModelFailure.status(answer.statusCode(), retryAfter(answer.headers()));
        listener.onError(failure);
        return;
      }
      listener.onOpen(
          SuccessfulHttpResponse.builder().statusCode(200).headers(answer.headers().map()).build());
      parser.parse(stream, listener);
      listener.onClose();
    } catch (java.io.IOException e) {
      failure = ModelFailure.passing("broke the connection");
      listener.onError(failure);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(message(request), info -> new StreamedBody(this::nanosLeft));
    boolean answered = false;
    try {
      HttpResponse<InputStream> answer = sent.get(nanosLeft(), TimeUnit.NANOSECONDS);
      answered = true;
      return answer;
    } catch (TimeoutException e) {
      throw ModelFailure.passing("did not answer in time");
    } catch (ExecutionException e) {
      Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
      throw ModelFailure.passing(
          reason instanceof ConnectException ? "cannot be reached" : "broke the connection");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelFailure.lasting("was given up");
    } finally {
      if (!answered) {
        sent.cancel(true);
      }
    }
  }

  private long nanosLeft() {
    long all = whole.remaining().toNanos();
    return textCame ? all : Math.min(all, firstText.remaining().toNanos());
  }

  private static java.net.http.HttpRequest message(HttpRequest request) {
    var message = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> message.header(name, value)));
    return message.method(request.method().name(), BodyPublishers.ofString(request.body())).build();
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

  @Override
  public HttpClient build() {
    return this;
  }

  @Override
  public Duration connectTimeout() {
    return firstText.remaining();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return whole.remaining();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }
}
