package org.gibsey.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.LocalModel;
import org.gibsey.embedding.PaddedBatch;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.TextTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EnginesTest {
  private static final LocalModel MODEL =
      Embedders.load(
          EmbeddingModel.builtIn(),
          EmbeddingSettings.defaults()
              .withPrecision(Precision.FP32)
              .withCacheDir(Path.of("target", "model-cache")));

  @Test
  void computeTheSameVectorsWhateverThePadding() throws Exception {
    long[][] texts =
        Stream.of("salt", "Who wound the clock before the flood?", "the tide ".repeat(60))
            .map(TextTokenizer.builtIn()::ids)
            .toArray(long[][]::new);
    try (Encoder torch = new TorchEngine("fp32", Precision.FP32, MODEL).newEncoder();
        OnnxEngine reference = new OnnxEngine("onnx", PaddedBatch::width);
        OnnxEngine tight = new OnnxEngine("onnx-tight", tokens -> tokens)) {
      float[][] vectors = torch.embed(texts);
      for (Engine engine : List.of(reference, tight)) {
        float[][] others = engine.newEncoder().embed(texts);
        for (int i = 0; i < texts.length; i++) {
          assertThat(dot(vectors[i], others[i])).isGreaterThan(0.99999).isLessThan(1.00001);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void multiplyMatricesWithoutOverflow(Precision precision) throws Exception {
    assertThat(MODEL.description()).isEqualTo(EmbeddingModel.builtIn());
    try (MatrixProduct product = MatrixProduct.load(precision);
        MatrixProduct.Worker worker = product.newWorker()) {
      assertThatCode(worker::compute).doesNotThrowAnyException();
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
