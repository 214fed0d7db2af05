package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BertEncoderTest {
  private static final int VOCABULARY = 20;
  private static final int POSITIONS = 6;
  private static final int HIDDEN = 8;
  private static final BertEncoder TINY = new BertEncoder(2, HIDDEN, 2);

  @Test
  void asksForEveryWeightOfEveryLayerOnce() {
    List<String> asked = new ArrayList<>();
    TINY.module(
        name -> {
          asked.add(name);
          return tensor(name);
        });
    assertThat(asked)
        .doesNotHaveDuplicates()
        .hasSize(5 + 2 * 16)
        .startsWith("embeddings.word_embeddings.weight")
        .contains("encoder.layer.0.attention.self.query.bias")
        .endsWith(
            "encoder.layer.1.output.LayerNorm.weight", "encoder.layer.1.output.LayerNorm.bias");
  }

  @Test
  void givesUnitVectorsThatPaddingDoesNotChange(@TempDir Path folder) throws Exception {
    TorchScriptModule module = TINY.module(BertEncoderTest::tensor);
    float[] alone =
        TorchModules.run(module, folder, ids(new long[] {3, 1, 4}), ids(new long[] {1, 1, 1}))
            .getFirst();
    List<float[]> padded =
        TorchModules.run(
            module,
            folder,
            ids(new long[] {3, 1, 4, 0, 0, 0}, new long[] {5, 9, 2, 6, 5, 3}),
            ids(new long[] {1, 1, 1, 0, 0, 0}, new long[] {1, 1, 1, 1, 1, 1}));
    assertThat(padded.getFirst()).containsExactly(alone, within(1e-6f));
    assertThat(padded.getLast()).isNotEqualTo(padded.getFirst());
    for (float[] vector : padded) {
      double squares = 0;
      for (float value : vector) {
        squares += value * value;
      }
      assertThat(squares).isCloseTo(1, within(1e-6));
    }
  }

  private static long[][] ids(long[]... rows) {
    return rows;
  }

  private static StoredTensor tensor(String name) {
    Random random = new Random(name.hashCode());
    if (name.startsWith("embeddings.word")) {
      return Tensors.random(random, VOCABULARY, HIDDEN);
    }
    if (name.startsWith("embeddings.position")) {
      return Tensors.random(random, POSITIONS, HIDDEN);
    }
    if (name.startsWith("embeddings.token_type")) {
      return Tensors.random(random, 2, HIDDEN);
    }
    boolean matrix = name.endsWith(".weight") && !name.contains("LayerNorm");
    if (name.contains("intermediate")) {
      return matrix
          ? Tensors.random(random, 4 * HIDDEN, HIDDEN)
          : Tensors.random(random, 4 * HIDDEN);
    }
    if (matrix) {
      boolean second = name.matches(".*layer\\.\\d+\\.output\\.dense.*");
      return Tensors.random(random, HIDDEN, second ? 4 * HIDDEN : HIDDEN);
    }
    return Tensors.random(random, HIDDEN);
  }
}
