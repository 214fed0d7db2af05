package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gibsey.embedding.archive.Arithmetic;
import org.gibsey.embedding.archive.ModelArchive;
import org.gibsey.embedding.archive.TokenStates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class DjlModelTest {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final EmbeddingSettings SETTINGS =
      EmbeddingSettings.defaults()
          .withPrecision(Precision.FP32)
          .withCacheDir(CACHE)
          .withWorkers(1)
          .withPrecision(Precision.FP32);
  private static final int VOCABULARY = 30_522;

  @TempDir private Path folder;

  @Test
  void givesTheVectorsOfTheBuiltInModelWhenItsArchiveLiesInAFolder() throws IOException {
    encoder();
    List<String> texts = SampleTexts.all().subList(1, 24);
    try (Embedder djl = Embedders.open(described(folder, 384, null), SETTINGS);
        Embedder builtIn = Embedders.open(EmbeddingModel.builtIn(), SETTINGS)) {
      assertThat(djl.model()).isEqualTo("another-model");
      List<float[]> expected = builtIn.embed(texts);
      List<float[]> vectors = djl.embed(texts);
      for (int i = 0; i < vectors.size(); i++) {
        assertThat(Vectors.cosine(vectors.get(i), expected.get(i))).isGreaterThan(0.99999);
        UnitVectors.require(vectors.get(i), 384);
      }
    }
  }

  @Test
  void refusesAnotherDimensionThanItsDescription() throws IOException {
    encoder();
    assertThatThrownBy(() -> Embedders.open(described(folder, 768, null), SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("another-model")
        .hasMessageContaining("gives vectors of 384 values")
        .hasMessageContaining("configured as 768");
  }

  @Test
  void poolsTokenStatesByTheirMeanWithoutThePadding() throws IOException {
    float[][] table = states();
    try (Embedder djl = Embedders.open(described(folder, 16, null), SETTINGS)) {
      assertThat(djl.embed(List.of("salt", "The clock runs on salt.")))
          .satisfiesExactly(
              vector -> assertThat(vector).containsExactly(mean(table, "salt"), within(1e-5f)),
              vector ->
                  assertThat(vector)
                      .containsExactly(mean(table, "The clock runs on salt."), within(1e-5f)));
    }
  }

  @Test
  void takesTheFirstTokenWhenServingPropertiesSaySo() throws IOException {
    float[][] table = states();
    Files.writeString(folder.resolve("serving.properties"), "pooling=cls\n");
    try (Embedder djl = Embedders.open(described(folder, 16, null), SETTINGS)) {
      float[] first = table[(int) TextTokenizer.builtIn().ids("salt")[0]];
      assertThat(Vectors.cosine(djl.embed(List.of("salt")).getFirst(), first))
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void refusesAPoolingThatItDoesNotKnow() throws IOException {
    TokenStates.write(folder.resolve("model.pt"), VOCABULARY, 16);
    tokenizer(folder.resolve("tokenizer.json"));
    Files.writeString(folder.resolve("serving.properties"), "pooling=weightedmean\n");
    assertThatThrownBy(() -> Embedders.open(described(folder, 16, null), SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("weightedmean")
        .hasMessageContaining("mean and cls");
  }

  @Test
  void wantsTheTokenizerOfTheModel(@TempDir Path elsewhere) throws IOException {
    TokenStates.write(folder.resolve("model.pt"), VOCABULARY, 16);
    assertThatThrownBy(() -> Embedders.open(described(folder, 16, null), SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("There is no tokenizer")
        .hasMessageContaining("tokenizer.json");
    tokenizer(elsewhere.resolve("tokenizer.json"));
    Embedders.open(described(folder, 16, elsewhere.toString()), SETTINGS).close();
  }

  @Test
  void saysWhichFolderHasNoModel() {
    assertThatThrownBy(() -> Embedders.open(described(folder, 16, null), SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("0 files that end in .pt");
    assertThatThrownBy(() -> Embedders.open(described(folder.resolve("no"), 16, null), SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("There is no folder");
  }

  @Test
  void staysOfflineAfterAnAddressOfTheZooThatCannotBeLoaded() {
    EmbeddingModel zoo =
        new EmbeddingModel("zoo", ModelProvider.DJL, "djl://org.gibsey.none/none", 16, 512, null);
    assertThatThrownBy(() -> Embedders.open(zoo, SETTINGS))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("djl://org.gibsey.none/none");
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }

  private void encoder() throws IOException {
    Files.copy(ModelArchive.in(CACHE, Arithmetic.FP32_PACKED), folder.resolve("model.pt"));
    tokenizer(folder.resolve("tokenizer.json"));
  }

  private float[][] states() throws IOException {
    tokenizer(folder.resolve("tokenizer.json"));
    return TokenStates.write(folder.resolve("model.pt"), VOCABULARY, 16);
  }

  private static void tokenizer(Path file) throws IOException {
    try (InputStream definition =
        DjlModelTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
      Files.copy(Objects.requireNonNull(definition), file);
    }
  }

  private static EmbeddingModel described(Path folder, int dimension, @Nullable String tokenizer) {
    return new EmbeddingModel(
        "another-model", ModelProvider.DJL, folder.toString(), dimension, 512, tokenizer);
  }

  private static float[] mean(float[][] table, String text) {
    float[] sum = new float[table[0].length];
    for (long id : TextTokenizer.builtIn().ids(text)) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += table[(int) id][i];
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += (double) value * value;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return sum;
  }
}
