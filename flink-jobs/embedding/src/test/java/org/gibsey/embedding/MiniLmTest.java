package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gibsey.embedding.archive.Arithmetic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MiniLmTest {
  private static final EmbeddingSettings SETTINGS =
      EmbeddingSettings.defaults(Map.of()).withCacheDir(Path.of("target", "model-cache"));
  private static final MiniLm FP32 = MiniLm.load(SETTINGS.withPrecision(Precision.FP32));

  /** In brain floats where this processor multiplies them, and like {@link #FP32} elsewhere. */
  private static final MiniLm AUTO = MiniLm.load(SETTINGS.withPrecision(Precision.AUTO));

  private static final boolean HAS_BF16 = Processor.multipliesBf16();

  private static final List<String> SAMPLES = SampleTexts.all();
  private static final List<long[]> TEXTS =
      SAMPLES.stream().map(TextTokenizer.builtIn()::ids).toList();
  private static final List<float[]> EXACT = new ArrayList<>();

  @BeforeAll
  static void computeExactly() throws TranslateException {
    EXACT.addAll(vectors(FP32));
  }

  @Test
  void comparesTextsOfEveryWidth() {
    assertThat(TEXTS).hasSizeGreaterThanOrEqualTo(200);
    Set<Integer> widths =
        TEXTS.stream().map(ids -> PaddedBatch.width(ids.length)).collect(Collectors.toSet());
    assertThat(widths).isEqualTo(PaddedBatch.widths());
  }

  @Test
  void agreesWithOnnxRuntimeOnAnyLengthAndScript() throws Exception {
    List<float[]> reference = new ArrayList<>();
    try (OnnxReference onnxRuntime = new OnnxReference()) {
      for (long[] ids : TEXTS) {
        reference.add(onnxRuntime.embed(ids));
      }
    }
    assertAgree(EXACT, reference, 0.99999);
  }

  @Test
  void choosesBf16WhereTheProcessorMultipliesIt() {
    assertThat(AUTO.arithmetic())
        .isEqualTo(HAS_BF16 ? Arithmetic.BF16_PACKED : Arithmetic.FP32_PACKED);
  }

  @Test
  void takesBf16ByNameOrSaysWhyNot() {
    EmbeddingSettings settings = SETTINGS.withPrecision(Precision.BF16);
    if (HAS_BF16) {
      assertThat(MiniLm.load(settings).arithmetic()).isEqualTo(Arithmetic.BF16_PACKED);
    } else {
      assertThatThrownBy(() -> MiniLm.load(settings))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("AVX512_BF16");
    }
  }

  @Test
  void agreesInItsChosenPrecisionWithFp32OnAnyLengthAndScript() throws Exception {
    assertAgree(vectors(AUTO), EXACT, HAS_BF16 ? MiniLm.LEAST_COSINE_BF16 : 0.99999);
  }

  @Test
  void givesATextTheSameVectorWhateverItsNeighboursInTheBatch() throws Exception {
    for (int longest : new int[] {16, 129, 512}) {
      assertNeighboursChangeNothing(FP32, longest, 1 - 1e-7);
      assertNeighboursChangeNothing(AUTO, longest, HAS_BF16 ? MiniLm.LEAST_COSINE_BF16 : 1 - 1e-7);
    }
  }

  private static void assertNeighboursChangeNothing(MiniLm model, int longest, double least)
      throws TranslateException {
    List<String> texts = new ArrayList<>(SAMPLES.subList(0, 5));
    texts.add(SampleTexts.ofTokens(longest));
    long[][] batch = texts.stream().map(TextTokenizer.builtIn()::ids).toArray(long[][]::new);
    try (Predictor<long[][], float[][]> predictor = model.newPredictor()) {
      float[][] together = predictor.predict(batch);
      for (int i = 0; i < batch.length; i++) {
        float[] alone = predictor.predict(new long[][] {batch[i]})[0];
        assertThat(Vectors.cosine(together[i], alone)).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Test
  void findsADeviceOrSaysThatThereIsNone() {
    EmbeddingSettings settings = SETTINGS.withDevice("gpu63");
    assertThatThrownBy(() -> MiniLm.load(settings))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("GIBSEY_EMBEDDING_DEVICE is gpu63, but Torch finds ");
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
    assertThatThrownBy(() -> MiniLm.load(SETTINGS.withCacheDir(Path.of("pom.xml", "cache"))))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("pom.xml")
        .hasCauseInstanceOf(IOException.class);
  }

  private static List<float[]> vectors(MiniLm model) throws TranslateException {
    List<float[]> vectors = new ArrayList<>();
    try (Predictor<long[][], float[][]> predictor = model.newPredictor()) {
      for (long[] ids : TEXTS) {
        vectors.add(predictor.predict(new long[][] {ids})[0]);
      }
    }
    return vectors;
  }

  private static void assertAgree(List<float[]> found, List<float[]> expected, double least) {
    for (int i = 0; i < TEXTS.size(); i++) {
      UnitVectors.require(found.get(i), MiniLm.DIMENSION);
      assertThat(Vectors.cosine(found.get(i), expected.get(i)))
          .as("%d tokens: %s", TEXTS.get(i).length, SAMPLES.get(i))
          .isGreaterThanOrEqualTo(least);
    }
  }
}
