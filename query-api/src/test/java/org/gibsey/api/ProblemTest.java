package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.index.InvalidFilterException;
import org.gibsey.index.ModelMismatchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see when something behind the API is away, late or broken. */
final class ProblemTest {
  private static final String QUERY = "{\"query\":\"salt\"}";

  private final FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Text."));
  private final FakePages pages = new FakePages();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private final CompletableFuture<Embedder> model = new CompletableFuture<>();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(shards, pages, model);
  }

  @AfterEach
  void stop() {
    embedder.release();
    api.close();
  }

  @Test
  void shardsThatAreAwayMakeTheIndexUnavailableUntilTheyAreBack() throws Exception {
    model.complete(embedder);
    shards.goAway();
    assertProblem(api.post(SEARCH, QUERY), 503, "index-unavailable");
    assertProblem(api.get("/v1/collections/pages/stats"), 503, "index-unavailable");
    assertProblem(api.post("/v1/ask", "{\"question\":\"salt?\"}"), 503, "index-unavailable");
    shards.comeBack();
    assertThat(api.post(SEARCH, QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void anIndexOfAnotherModelIsAProblemOfTheService() throws Exception {
    model.complete(embedder);
    shards.breakWith(new ModelMismatchException("vectors of the model 'other'"));
    assertProblem(api.post(SEARCH, QUERY), 503, "model-mismatch");
    // A vector that the caller brought is the caller's to put right.
    String vector = "[1" + ",0".repeat(383) + "]";
    assertProblem(api.post(SEARCH, "{\"vector\":" + vector + "}"), 422, "invalid-value");
  }

  @Test
  void aFilterThatTheIndexRefusesIsTheCallers() throws Exception {
    model.complete(embedder);
    shards.breakWith(new InvalidFilterException("the column 'page_num' needs a decimal number"));
    JsonNode problem = assertProblem(api.post(SEARCH, QUERY), 422, "invalid-value");
    assertThat(problem.path("detail").asText()).contains("page_num");
  }

  @Test
  void whatNobodyExpectedTellsNothing() throws Exception {
    model.complete(embedder);
    shards.breakWith(new IllegalArgumentException("secret"));
    assertProblem(api.post(SEARCH, QUERY), 500, "internal-error");
  }

  @Test
  void cassandraThatIsAwayMakesThePagesUnavailableButNotTheSearch() throws Exception {
    model.complete(embedder);
    pages.goAway();
    assertProblem(api.get("/v1/books"), 503, "pages-unavailable");
    assertProblem(api.get("/v1/pages/the-salt-clock/1"), 503, "pages-unavailable");
    assertThat(api.post(SEARCH, QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void wordsCanBeSearchedWhileTheModelIsLoading() throws Exception {
    assertProblem(api.post(SEARCH, QUERY), 503, "model-unavailable");
    assertThat(api.post(SEARCH, "{\"query\":\"salt\",\"mode\":\"text\"}").statusCode())
        .isEqualTo(200);
    model.complete(embedder);
    assertThat(api.post(SEARCH, QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void aModelThatCannotBeLoadedIsAProblemAndNotAnError() throws Exception {
    model.completeExceptionally(new EmbeddingException("secret path"));
    assertProblem(api.post(SEARCH, QUERY), 503, "model-unavailable");
  }

  @Test
  void aModelThatTakesTooLongIsGivenUpAtTheDeadline() throws Exception {
    model.complete(embedder);
    embedder.hold();
    assertProblem(api.post(SEARCH, QUERY), 503, "overloaded");
  }

  @Test
  void aBugIsAnsweredWithACorrelationIdAndNothingElse() throws Exception {
    model.complete(embedder);
    shards.breakWith(new IllegalStateException("secret of the house"));
    HttpResponse<String> response =
        api.send(
            api.post(SEARCH, BodyPublishers.ofString(QUERY))
                .header("X-Request-Id", "my-request.1"));
    JsonNode problem = assertProblem(response, 500, "internal-error");
    assertThat(problem.path("correlation_id").asText()).isEqualTo("my-request.1");
    assertThat(problem.path("instance").asText()).isEqualTo(SEARCH);
  }

  @Test
  void requestIdsAreEchoedWhenTheyAreHarmlessAndMadeOtherwise() throws Exception {
    assertThat(requestId("abc-1_2.3")).isEqualTo("abc-1_2.3");
    assertThat(requestId("a b")).matches("[0-9a-f-]{36}");
    assertThat(requestId("x".repeat(65))).matches("[0-9a-f-]{36}");
  }

  @Test
  void whatTheServerItselfRefusesIsAProblemToo() throws Exception {
    String answer = raw("GET / HTTP/1.1\r\nHost: a\r\nBroken header\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("problem:bad-request");
    assertThat(answer).doesNotContain("Exception", "Jetty");
    String tooLong = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
    assertThat(tooLong).startsWith("HTTP/1.1 431").contains("application/problem+json");
  }

  @Test
  void namesOfProblemsAreUnique() {
    assertThat(ProblemType.values()).extracting(ProblemType::urn).doesNotHaveDuplicates();
    assertThat(new Problem(ProblemType.EMPTY_QUERY, "why").detail()).isEqualTo("why");
  }

  private String requestId(String sent) throws Exception {
    return api.send(api.request("/v1/books").header("X-Request-Id", sent).GET())
        .headers()
        .firstValue("X-Request-Id")
        .orElseThrow();
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
