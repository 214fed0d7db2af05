package org.gibsey.embedding.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.ModelProvider;
import org.gibsey.embedding.TextTokenizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class RemoteEmbedderTest {
  private static final String SECRET = "sk-never-tell";
  private static final List<String> TEXTS =
      List.of("The clock runs on salt.", "Die Uhr läuft mit Salz.", "salt");
  private static final ForeignServer.Fault NONE = (number, request, exchange) -> false;

  private static final RemoteSettings QUICK =
      new RemoteSettings(
          4, 2, 8, Duration.ofSeconds(5), 3, Duration.ofMillis(20), Duration.ofSeconds(10));

  private static final Embedder BUILT_IN =
      Embedders.shared(
          EmbeddingModel.builtIn(),
          EmbeddingSettings.defaults().withCacheDir(Path.of("target", "model-cache")));

  @ParameterizedTest
  @EnumSource(names = {"OLLAMA", "OPENAI"})
  void givesTheVectorsOfTheServerWithLengthOne(ModelProvider provider) throws IOException {
    try (ForeignServer server = new ForeignServer(BUILT_IN, NONE);
        RemoteEmbedder embedder = open(server.address(), provider, QUICK, SECRET)) {
      List<float[]> vectors = embedder.embed(TEXTS);
      List<float[]> expected = BUILT_IN.embed(TEXTS);
      assertThat(vectors).hasSize(TEXTS.size());
      for (int i = 0; i < vectors.size(); i++) {
        assertThat(vectors.get(i)).containsExactly(expected.get(i), within(1e-5f));
      }
      assertThat(server.inputs()).containsExactlyInAnyOrderElementsOf(TEXTS);
      assertThat(server.received)
          .allSatisfy(
              request -> {
                assertThat(request.authorization()).isEqualTo("Bearer " + SECRET);
                assertThat(request.body().get("model").asText()).isEqualTo("a-model");
                assertThat(request.body().has("dimensions")).isFalse();
              });
    }
  }

  @Test
  void tellsOllamaNotToCutTexts() throws IOException {
    try (ForeignServer server = new ForeignServer(BUILT_IN, NONE);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      embedder.embed(TEXTS);
      assertThat(server.received)
          .allSatisfy(
              request -> {
                assertThat(request.path()).isEqualTo("/api/embed");
                assertThat(request.authorization()).isNull();
                assertThat(request.body().get("truncate").isBoolean()).isTrue();
                assertThat(request.body().get("truncate").asBoolean()).isFalse();
              });
    }
  }

  @Test
  void asksOpenAiForPlainNumbers() throws IOException {
    try (ForeignServer server = new ForeignServer(BUILT_IN, NONE);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, QUICK, null)) {
      embedder.embed(TEXTS);
      assertThat(server.received)
          .allSatisfy(
              request -> {
                assertThat(request.path()).isEqualTo("/v1/embeddings");
                assertThat(request.authorization()).isNull();
                assertThat(request.body().get("encoding_format").asText()).isEqualTo("float");
              });
    }
  }

  @Test
  void sendsManyTextsInBatchesAndKeepsEachWithItsVector() throws IOException {
    List<String> texts =
        IntStream.range(0, 50).mapToObj(i -> "Page " + i + " of the book").toList();
    try (ForeignServer server = new ForeignServer(BUILT_IN, NONE);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      List<float[]> vectors = embedder.embed(texts);
      List<float[]> expected = BUILT_IN.embed(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(vectors.get(i)).containsExactly(expected.get(i), within(1e-5f));
      }
      assertThat(server.received.size()).isLessThan(texts.size());
      assertThat(server.received)
          .allSatisfy(r -> assertThat(r.body().get("input").size()).isBetween(1, QUICK.batch()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void asksAgainAfterAFailureThatPasses(int status) throws IOException {
    ForeignServer.Fault first =
        (number, request, exchange) ->
            number == 1 && ForeignServer.answer(exchange, status, "{\"error\":\"busy\"}");
    try (ForeignServer server = new ForeignServer(BUILT_IN, first);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, QUICK, null)) {
      assertThat(embedder.embed(List.of("salt"))).hasSize(1);
      assertThat(server.received).hasSize(2);
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws IOException {
    ForeignServer.Fault first =
        (number, request, exchange) -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          return number == 1 && ForeignServer.answer(exchange, 429, "{}");
        };
    try (ForeignServer server = new ForeignServer(BUILT_IN, first);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, QUICK, null)) {
      long start = System.nanoTime();
      assertThat(embedder.embed(List.of("salt"))).hasSize(1);
      // The pause of its own would have been 25 ms at most.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    }
  }

  @Test
  void givesUpAfterAFewAttemptsAndSaysWhoFailed() throws IOException {
    ForeignServer.Fault always =
        (number, request, exchange) ->
            ForeignServer.answer(exchange, 503, "{\"error\":\"salt is a page's text\"}");
    try (ForeignServer server = new ForeignServer(BUILT_IN, always);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, QUICK, SECRET)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("a-model at " + server.address())
          .hasMessageContaining("status 503")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(SECRET, "page's text"));
      assertThat(server.received).hasSize(QUICK.attempts());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404})
  void doesNotRepeatARequestThatWasRefused(int status) throws IOException {
    ForeignServer.Fault always =
        (number, request, exchange) -> ForeignServer.answer(exchange, status, "{}");
    try (ForeignServer server = new ForeignServer(BUILT_IN, always);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, QUICK, null)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("status " + status);
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void failsOnlyTheTextThatTheServerCannotTake() throws IOException {
    ForeignServer.Fault onSalt =
        (number, request, exchange) ->
            StreamSupport.stream(request.get("input").spliterator(), false)
                    .anyMatch(text -> text.asText().equals("salt"))
                && ForeignServer.answer(exchange, 400, "{\"error\":\"input too long\"}");
    try (ForeignServer server = new ForeignServer(BUILT_IN, onSalt);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      List<CompletableFuture<float[]>> vectors = TEXTS.stream().map(embedder::submit).toList();
      assertThat(vectors.get(0)).succeedsWithin(Duration.ofSeconds(20));
      assertThat(vectors.get(1)).succeedsWithin(Duration.ofSeconds(20));
      assertThat(vectors.get(2))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withMessageContaining("longer than it reads");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OLLAMA", "OPENAI"})
  void refusesVectorsThatDoNotFit(ModelProvider provider) throws IOException {
    assertThat(failure(provider, vector -> vector.remove(0)))
        .contains("a-model", "383 values", "configured as 384");
    assertThat(failure(provider, vector -> IntStream.range(0, 384).forEach(i -> vector.set(i, 0))))
        .contains("a-model", "length 0.0");
    assertThat(failure(provider, vector -> vector.set(0, Double.NaN))).contains("a-model");
  }

  @Test
  void refusesAnotherNumberOfVectorsThanTexts() throws IOException {
    ForeignServer.Fault less =
        (number, request, exchange) ->
            ForeignServer.answer(exchange, 200, "{\"model\":\"a-model\",\"embeddings\":[]}");
    try (ForeignServer server = new ForeignServer(BUILT_IN, less);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("gave 0 vectors for 1 texts");
    }
  }

  @Test
  void refusesAnAnswerThatWasCutOff() throws IOException {
    ForeignServer.Fault cut =
        (number, request, exchange) ->
            ForeignServer.answer(exchange, 200, "{\"model\":\"a-model\",\"embeddings\":[[0.1,");
    try (ForeignServer server = new ForeignServer(BUILT_IN, cut);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("not readable");
    }
  }

  @Test
  void givesUpAServerThatHangs() throws IOException {
    RemoteSettings impatient =
        new RemoteSettings(
            4, 1, 2, Duration.ofMillis(200), 2, Duration.ofMillis(10), Duration.ofSeconds(1));
    ForeignServer.Fault[] hang = new ForeignServer.Fault[1];
    ForeignServer.Fault hangs =
        (number, request, exchange) -> hang[0].happens(number, request, exchange);
    try (ForeignServer server = new ForeignServer(BUILT_IN, hangs);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, impatient, null)) {
      hang[0] =
          (number, request, exchange) -> {
            exchange.sendResponseHeaders(200, 0); // the headers come, the body never does
            return awaited(server);
          };
      List<CompletableFuture<float[]>> vectors =
          IntStream.range(0, 20).mapToObj(i -> embedder.submit("page " + i)).toList();
      assertThat(vectors)
          .allSatisfy(
              vector ->
                  assertThat(vector)
                      .failsWithin(Duration.ofSeconds(30))
                      .withThrowableThat()
                      .withMessageContaining("did not answer within 200 ms"));
    }
  }

  @Test
  void saysThatAServerCannotBeReached() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (RemoteEmbedder embedder =
        open("http://127.0.0.1:" + port, ModelProvider.OLLAMA, QUICK, null)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void refusesATextThatIsTooLongWithoutAsking() throws IOException {
    try (ForeignServer server = new ForeignServer(BUILT_IN, NONE);
        RemoteEmbedder embedder = open(server.address(), ModelProvider.OLLAMA, QUICK, null)) {
      assertThatThrownBy(() -> embedder.embed(List.of("salt ".repeat(600))))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("602 tokens")
          .hasMessageContaining("at most 512");
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void letsGoOfItsCallersWhenItIsClosed() throws Exception {
    ForeignServer.Fault[] hang = new ForeignServer.Fault[1];
    ForeignServer.Fault hangs =
        (number, request, exchange) -> hang[0].happens(number, request, exchange);
    try (ForeignServer server = new ForeignServer(BUILT_IN, hangs)) {
      hang[0] = (number, request, exchange) -> awaited(server);
      RemoteSettings patient =
          new RemoteSettings(
              1, 1, 1, Duration.ofMinutes(1), 3, Duration.ofSeconds(1), Duration.ofMinutes(1));
      RemoteEmbedder embedder = open(server.address(), ModelProvider.OPENAI, patient, null);
      CompletableFuture<List<float[]>> caller =
          CompletableFuture.supplyAsync(() -> embedder.embed(List.of("a", "b", "c", "d")));
      while (server.received.isEmpty()) {
        Thread.onSpinWait();
      }
      embedder.close();
      assertThat(caller)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("closed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:11434", "ftp://models/", "http:///v1", "https://user:pw@models/v1"})
  void refusesWhatIsNoAddressOfAServer(String location) {
    assertThatThrownBy(
            () -> new EmbeddingModel("m", ModelProvider.OLLAMA, location, 384, 512, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("location")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pw"));
  }

  @Test
  void keepsItsKeyToItself() {
    assertThat(new ServerKey(SECRET).toString()).doesNotContain(SECRET);
  }

  private interface Damage {
    void to(ArrayNode vector);
  }

  private static String failure(ModelProvider provider, Damage damage) throws IOException {
    ForeignServer[] self = new ForeignServer[1];
    ForeignServer.Fault damaged =
        (number, request, exchange) -> {
          String path = exchange.getRequestURI().getPath();
          ObjectNode answer = self[0].answer(path, request);
          damage.to(
              (ArrayNode)
                  (path.equals("/api/embed")
                      ? answer.get("embeddings").get(0)
                      : answer.get("data").get(0).get("embedding")));
          return ForeignServer.answer(exchange, 200, answer.toString().replace("\"NaN\"", "NaN"));
        };
    try (ForeignServer server = new ForeignServer(BUILT_IN, damaged);
        RemoteEmbedder embedder = open(server.address(), provider, QUICK, null)) {
      self[0] = server;
      return embedder
          .submit("salt")
          .handle((vector, failure) -> failure == null ? "no failure" : failure.getMessage())
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static boolean awaited(ForeignServer server) {
    try {
      server.stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static String stackTrace(Throwable e) {
    var text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private static RemoteEmbedder open(
      String address, ModelProvider provider, RemoteSettings settings, @Nullable String key) {
    String location = provider == ModelProvider.OPENAI ? address + "/v1" : address;
    return RemoteEmbedder.open(
        new EmbeddingModel("a-model", provider, location, 384, 512, null),
        TextTokenizer.builtIn(),
        new ServerKey(key),
        settings);
  }
}
