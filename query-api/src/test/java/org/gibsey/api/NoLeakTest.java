package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.InternalServerErrorResponse;
import io.javalin.http.RedirectResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.server.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, its words stay inside: callers get the problem and nothing else. */
final class NoLeakTest {
  private static final String MARKER = "marker-4711";

  /** What would tell of the code behind the interface. */
  private static final String[] INSIDE = {
    MARKER, "Exception", "Throwable", "\tat ", "at org.", "java.", "javalin", "jetty", "Caused by"
  };

  private static final Map<String, Handler> FAILURES =
      Map.ofEntries(
          failure("/v1/runtime", new IllegalStateException(MARKER)),
          failure("/v1/nested", new RuntimeException("outer", new SQLException(MARKER))),
          failure("/v1/io", new UncheckedIOException(new IOException(MARKER))),
          failure("/v1/argument", new IllegalArgumentException(MARKER)),
          failure(
              "/v1/problem",
              new Problem(ProblemType.PAGES_UNAVAILABLE, "Try again.", new SQLException(MARKER))),
          failure("/v1/bad-request", new BadRequestResponse(MARKER)),
          failure("/v1/server-error", new InternalServerErrorResponse(MARKER)),
          Map.entry(
              "/v1/checked",
              ctx -> {
                throw new SQLException(MARKER);
              }),
          Map.entry(
              "/v1/error",
              ctx -> {
                throw new AssertionError(MARKER);
              }),
          Map.entry(
              "/v1/memory",
              ctx -> {
                throw new OutOfMemoryError(MARKER);
              }),
          Map.entry("/v1/stack", NoLeakTest::recurse),
          Map.entry(
              "/v1/later",
              ctx ->
                  ctx.future(
                      () -> CompletableFuture.failedFuture(new IllegalStateException(MARKER)))),
          Map.entry(
              "/v1/after-a-result",
              ctx -> {
                ctx.status(200).header("X-Seen", "a").result("some " + MARKER);
                throw new IllegalStateException(MARKER);
              }));

  private static BareServer server;

  @BeforeAll
  static void start() {
    server =
        BareServer.start(
            16,
            Stream.concat(
                    Stream.of(
                        Route.get("/v1/redirect", Access.READER, NoLeakTest::redirect),
                        Route.get("/v1/fine", Access.READER, ctx -> ctx.result("fine"))),
                    FAILURES.entrySet().stream()
                        .map(entry -> Route.get(entry.getKey(), Access.READER, entry.getValue())))
                .toArray(Route[]::new));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> failures() {
    return FAILURES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aHandlerThatFailsTellsNothingOfIt(String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isGreaterThanOrEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertSilent(response.body() + response.headers().map());
    if (response.statusCode() == 500) {
      assertThat(TestApi.json(response).path("correlation_id").asText())
          .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    }
    HttpResponse<String> head =
        server.http.send(server.request(path).HEAD().build(), HttpResponse.BodyHandlers.ofString());
    assertSilent(head.body() + head.headers().map());
    assertThat(server.get("/v1/fine").body()).isEqualTo("fine");
  }

  @Test
  void aRedirectThatNobodyAskedForIsAProblemToo() throws Exception {
    assertSilent(server.get("/v1/redirect").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "GET /v1/fine\r\n\r\n",
        "GET /v1/fine HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\nHost: a\r\nmarker-4711 header\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\nHost: a\r\n: marker-4711\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\nHost: a\r\nContent-Length: marker-4711\r\n\r\n",
        "GET /v1/fine HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: marker-4711\r\n\r\n",
        "GET /%zz-marker-4711 HTTP/1.1\r\nHost: a\r\n\r\n",
        "DELETE /%zz-marker-4711 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PUT /%zz-marker-4711 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /../marker-4711 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://[marker-4711/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT marker-4711:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "G\u0001T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /v1/fine HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nmarker-4711\r\n",
      })
  void whatIsNoHttpIsAnsweredWithAProblemOrNotAtAll(String request) throws Exception {
    assertRefused(server.raw(request));
  }

  @Test
  void whatIsTooLongForAnyRouteIsAnsweredWithAProblem() throws Exception {
    String much = MARKER.repeat(5_000);
    assertThat(server.raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + much + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("urn:gibsey:problem:headers-too-large")
        .satisfies(NoLeakTest::assertRefused);
    assertThat(server.raw("GET /" + much + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("urn:gibsey:problem:uri-too-long")
        .satisfies(NoLeakTest::assertRefused);
  }

  private static void assertRefused(String answer) {
    if (!answer.isEmpty()) {
      assertThat(answer)
          .matches("(?s)HTTP/1\\.[01] 4\\d\\d .*")
          .containsIgnoringCase("content-type: application/problem+json")
          .containsIgnoringCase("x-content-type-options: nosniff");
      assertSilent(answer);
    }
  }

  private static void assertSilent(String answer) {

    for (String inside : INSIDE) {
      assertThat(answer).doesNotContainIgnoringCase(inside);
    }
  }

  private static Map.Entry<String, Handler> failure(String path, RuntimeException failure) {
    return Map.entry(
        path,
        ctx -> {
          throw failure;
        });
  }

  private static void redirect(Context ctx) {
    throw new RedirectResponse(HttpStatus.FOUND, MARKER);
  }

  @SuppressWarnings("InfiniteRecursion") // What it is for.
  private static void recurse(Context ctx) {
    recurse(ctx);
  }
}
