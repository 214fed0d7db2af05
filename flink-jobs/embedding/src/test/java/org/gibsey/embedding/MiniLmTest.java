package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MiniLmTest {
  private static final MiniLm MODEL = MiniLm.load(Path.of("target", "model-cache"));

  @Test
  void agreesWithOnnxRuntimeOnAnyLengthAndScript() throws Exception {
    List<String> texts = SampleTexts.all();
    assertThat(texts).hasSizeGreaterThanOrEqualTo(40);
    try (Predictor<long[][], float[][]> predictor = MODEL.newPredictor();
        OnnxReference reference = new OnnxReference()) {
      for (String text : texts) {
        long[] ids = TextTokenizer.builtIn().ids(text);
        float[] vector = predictor.predict(new long[][] {ids})[0];
        assertThat(Vectors.cosine(vector, reference.embed(ids)))
            .as("%d tokens: %s", ids.length, text)
            .isGreaterThanOrEqualTo(0.99999);
        UnitVectors.require(vector, MiniLm.DIMENSION);
      }
    }
  }

  @Test
  void givesATextTheSameVectorWhateverItsNeighboursInTheBatch() throws Exception {
    for (int longest : new int[] {16, 129, 512}) {
      List<String> texts = new ArrayList<>(SampleTexts.all().subList(0, 5));
      texts.add(SampleTexts.ofTokens(longest));
      long[][] batch = texts.stream().map(TextTokenizer.builtIn()::ids).toArray(long[][]::new);
      try (Predictor<long[][], float[][]> predictor = MODEL.newPredictor()) {
        float[][] together = predictor.predict(batch);
        for (int i = 0; i < batch.length; i++) {
          float[] alone = predictor.predict(new long[][] {batch[i]})[0];
          assertThat(together[i]).containsExactly(alone, within(1e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0f, 1f})
  void refusesVectorsWithoutDirectionOrUnitLength(float value) {
    float[] vector = new float[MiniLm.DIMENSION];
    vector[0] = value;
    vector[1] = value;
    assertThatThrownBy(() -> UnitVectors.require(vector, MiniLm.DIMENSION))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("384 values");
  }

  @Test
  void namesTheCacheFolderThatItCannotUse() {
    assertThatThrownBy(() -> MiniLm.load(Path.of("pom.xml", "cache")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("pom.xml")
        .hasCauseInstanceOf(IOException.class);
  }
}
