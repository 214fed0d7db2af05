package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddingSettingsTest {
  private static final EmbeddingSettings SETTINGS = EmbeddingSettings.defaults(Map.of());

  @Test
  void usesEveryCoreAndDjlsCacheByDefault() {
    EmbeddingSettings settings = EmbeddingSettings.defaults(Map.of());
    assertThat(settings.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.cacheDir())
        .isEqualTo(EmbeddingSettings.defaultCacheDir())
        .hasFileName("gibsey");
    assertThat(settings.queueCapacity()).isEqualTo(512);
  }

  @Test
  void changesOneValueAtATime() {
    Path cache = Path.of("cache");
    assertThat(SETTINGS.withCacheDir(cache).withWorkers(3))
        .isEqualTo(new EmbeddingSettings(cache, 3, 512, Precision.AUTO, "cpu"));
  }

  @Test
  void refusesValuesBelowOneByName() {
    assertThatThrownBy(() -> SETTINGS.withWorkers(0))
        .hasMessage("workers is 0, it must be at least 1");
    assertThatThrownBy(() -> SETTINGS.withQueueCapacity(-1))
        .hasMessage("queueCapacity is -1, it must be at least 1");
  }

  @Test
  void refusesDevicesThatNoneIsCalled() {
    assertThatThrownBy(() -> SETTINGS.withDevice("cuda:0"))
        .hasMessage("device is 'cuda:0', allowed are cpu, gpu0, gpu1 and so on");
  }
}
