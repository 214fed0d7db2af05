package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EmbeddingPoolTest {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final EmbeddingSettings SETTINGS =
      EmbeddingSettings.defaults().withCacheDir(CACHE);

  private final EmbeddingPool pool =
      (EmbeddingPool)
          Embedders.open(EmbeddingModel.builtIn(), SETTINGS.withWorkers(2).withQueueCapacity(8));

  /** A process that leaves its main method while its workers compute. */
  static final class Leaver {
    private Leaver() {}

    public static void main(String[] arguments) {
      Embedder pool =
          Embedders.shared(
              EmbeddingModel.builtIn(),
              EmbeddingSettings.defaults().withCacheDir(Path.of(arguments[0])));
      CompletableFuture<float[]> first = pool.submit(SampleTexts.ofTokens(500));
      for (int i = 0; i < 100; i++) {
        CompletableFuture<float[]> ignored = pool.submit(SampleTexts.ofTokens(500));
        assertThat(ignored).isNotNull();
      }
      assertThat(first.join()).hasSize(384);
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void saysWhatItsVectorsAre() {
    assertThat(pool.model()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(pool.dimension()).isEqualTo(384);
    assertThat(pool.maxTokens()).isEqualTo(512);
  }

  @Test
  void findsTheTextThatIsNearestInMeaning() {
    assertNearest(
        "How do I repair a broken watch?",
        "The old man fixed clocks in a workshop by the harbour.",
        "Bread rises faster in a warm kitchen.",
        "The parliament voted on the new budget.");
    assertNearest(
        "a storm at sea",
        "Waves as high as houses broke over the deck that night.",
        "She learned to play the cello at nine.",
        "Interest rates were raised again.");
  }

  @Test
  void keepsTheOrderOfTexts() {
    List<String> texts = List.of("sea", SampleTexts.ofTokens(200), "a cat", "sea", "");
    List<float[]> vectors = pool.embed(texts);
    assertThat(vectors).hasSize(5).allSatisfy(vector -> assertThat(vector).hasSize(384));
    for (int i = 0; i < texts.size(); i++) {
      assertThat(pool.embed(List.of(texts.get(i))).getFirst())
          .containsExactly(vectors.get(i), within(1e-5f));
    }
    assertThat(pool.embed(List.of())).isEmpty();
  }

  @Test
  void servesManyThreadsThroughAQueueSmallerThanTheirDemand() throws Exception {
    List<String> texts =
        IntStream.range(0, 200).mapToObj(i -> "page " + i + " of the sea").toList();
    List<float[]> expected = pool.embed(texts);
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<List<float[]>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(callers.submit(() -> pool.embed(texts)));
      }
      for (Future<List<float[]>> result : results) {
        for (int i = 0; i < texts.size(); i++) {
          assertThat(result.get().get(i)).containsExactly(expected.get(i), within(1e-5f));
        }
      }
    }
  }

  @Test
  void refusesATextThatIsTooLongAndNamesBothCounts() {
    assertThatThrownBy(() -> pool.embed(List.of("short", SampleTexts.ofTokens(513))))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("The text has 513 tokens, the model reads at most 512");
    assertThat(pool.embed(List.of(SampleTexts.ofTokens(512)))).hasSize(1);
  }

  @Test
  void closeEndsEveryPromiseAndEveryThread() {
    List<CompletableFuture<float[]>> promises = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        callers.execute(
            () -> {
              for (int n = 0; n < 50; n++) {
                CompletableFuture<float[]> promise = pool.submit(SampleTexts.ofTokens(300));
                synchronized (promises) {
                  promises.add(promise);
                }
              }
            });
      }
      pool.submit("first").join();
      pool.close();
    }
    assertThat(promises).hasSize(200).allMatch(CompletableFuture::isDone);
    assertThat(pool.workers()).noneMatch(Thread::isAlive);
  }

  @Test
  void refusesTextsAfterClose() {
    pool.close();
    pool.close();
    assertThatThrownBy(() -> pool.embed(List.of("late")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("The embedding pool is closed");
    assertThatThrownBy(() -> pool.submit("late").get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(EmbeddingException.class);
  }

  @Test
  void tellsAnInterruptedCallerAndLeavesItInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.embed(List.of("text")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void letsTheJvmExitWhileWorkersCompute(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");
    Process process = ChildJvm.start(Leaver.class, log, CACHE.toString());
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private void assertNearest(String query, String nearest, String... others) {
    List<String> texts = new ArrayList<>(List.of(others));
    texts.add(nearest);
    float[] wanted = pool.embed(List.of(query)).getFirst();
    List<float[]> vectors = pool.embed(texts);
    String found =
        texts.stream()
            .max(
                Comparator.comparingDouble(
                    text -> Vectors.cosine(wanted, vectors.get(texts.indexOf(text)))))
            .orElseThrow();
    assertThat(found).isEqualTo(nearest);
  }
}
