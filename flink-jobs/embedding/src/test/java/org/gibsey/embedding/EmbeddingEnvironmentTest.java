package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddingEnvironmentTest {
  @Test
  void readsEveryVariable() {
    EmbeddingSettings settings =
        EmbeddingSettings.defaults(
            Map.of(
                "GIBSEY_EMBEDDING_PRECISION", "bf16",
                "GIBSEY_EMBEDDING_DEVICE", "gpu1",
                "GIBSEY_EMBEDDING_WORKERS", "3"));
    assertThat(settings.precision()).isEqualTo(Precision.BF16);
    assertThat(settings.device()).isEqualTo("gpu1");
    assertThat(settings.workers()).isEqualTo(3);
  }

  @Test
  void takesEmptyVariablesForMissingOnes() {
    EmbeddingSettings settings =
        EmbeddingSettings.defaults(
            Map.of("GIBSEY_EMBEDDING_PRECISION", "", "GIBSEY_EMBEDDING_WORKERS", "0"));
    assertThat(settings).isEqualTo(EmbeddingSettings.defaults(Map.of()));
    assertThat(settings.precision()).isEqualTo(Precision.AUTO);
    assertThat(settings.device()).isEqualTo("cpu");
    assertThat(settings.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest
  @CsvSource({
    "GIBSEY_EMBEDDING_PRECISION, int8, 'auto, fp32 and bf16'",
    "GIBSEY_EMBEDDING_DEVICE, cuda, 'cpu, gpu0, gpu1 and so on'",
    "GIBSEY_EMBEDDING_WORKERS, 65, '1 to 64, or 0 for one per core'",
    "GIBSEY_EMBEDDING_WORKERS, -1, '1 to 64, or 0 for one per core'",
    "GIBSEY_EMBEDDING_WORKERS, two, '1 to 64, or 0 for one per core'"
  })
  void namesTheVariableItsValueAndWhatIsAllowed(String name, String value, String allowed) {
    assertThatThrownBy(() -> EmbeddingSettings.defaults(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " is '" + value + "', allowed are " + allowed);
  }
}
