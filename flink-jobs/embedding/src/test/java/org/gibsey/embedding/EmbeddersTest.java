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

  @Test
  void givesEveryThreadTheSamePool() {
    Set<EmbeddingPool> pools =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> Embedders.shared(CACHE))
            .collect(Collectors.toSet());
    assertThat(pools).hasSize(1);
  }

  @Test
  void keepsThePoolThatTheFirstCallerAskedFor() {
    EmbeddingPool first = Embedders.shared(CACHE);
    assertThat(Embedders.shared(EmbeddingSettings.defaults().withCacheDir(CACHE).withWorkers(1)))
        .isSameAs(first);
  }

  @Test
  void startsAgainAfterSomeoneClosedIt() {
    EmbeddingPool closed = Embedders.shared(CACHE);
    closed.close();
    EmbeddingPool next = Embedders.shared(CACHE);
    assertThat(next).isNotSameAs(closed);
    assertThat(next.embed(List.of("sea"))).hasSize(1);
  }

  @Test
  void staysOfflineAndSingleThreadedInside() {
    assertThat(Embedders.shared(CACHE)).isNotNull();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isEqualTo("1");
  }
}
