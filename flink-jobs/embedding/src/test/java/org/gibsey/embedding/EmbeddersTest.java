package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EmbeddersTest {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final EmbeddingSettings SETTINGS =
      EmbeddingSettings.defaults().withCacheDir(CACHE);

  @Test
  void givesEveryThreadTheSamePool() {
    Set<Embedder> pools =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> Embedders.shared(EmbeddingModel.builtIn(), SETTINGS))
            .collect(Collectors.toSet());
    assertThat(pools).hasSize(1);
  }

  @Test
  void keepsThePoolThatTheFirstCallerAskedFor() {
    Embedder first = Embedders.shared(EmbeddingModel.builtIn(), SETTINGS);
    assertThat(Embedders.shared(EmbeddingModel.builtIn(), SETTINGS.withWorkers(1))).isSameAs(first);
  }

  @Test
  void startsAgainAfterSomeoneClosedIt() {
    Embedder closed = Embedders.shared(EmbeddingModel.builtIn(), SETTINGS);
    closed.close();
    Embedder next = Embedders.shared(EmbeddingModel.builtIn(), SETTINGS);
    assertThat(next).isNotSameAs(closed);
    assertThat(next.embed(List.of("sea"))).hasSize(1);
  }

  @Test
  void staysOfflineAndSingleThreadedInside() {
    assertThat(Embedders.shared(EmbeddingModel.builtIn(), SETTINGS)).isNotNull();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isEqualTo("1");
  }
}
