package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
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
  private static final BertEncoder TINY = tiny(Arithmetic.FP32_PACKED);

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

  @Test
  void givesTheSameVectorsWithAndWithoutPackedMatrices(@TempDir Path folder) throws Exception {
    long[][] ids = ids(new long[] {3, 1, 4, 1, 5, 9}, new long[] {2, 6, 5, 3, 0, 0});
    long[][] mask = ids(new long[] {1, 1, 1, 1, 1, 1}, new long[] {1, 1, 1, 1, 0, 0});
    TorchScriptModule packed = TINY.module(BertEncoderTest::tensor);
    TorchScriptModule plain = tiny(Arithmetic.FP32_PLAIN).module(BertEncoderTest::tensor);
    assertThat(plain.source()).doesNotContain("mkldnn");
    List<float[]> expected = TorchModules.run(packed, folder, ids, mask);
    List<float[]> found = TorchModules.run(plain, folder, ids, mask);
    for (int i = 0; i < ids.length; i++) {
      assertThat(found.get(i)).containsExactly(expected.get(i), within(1e-5f));
    }
  }

  /** What a build of Torch without oneDNN does with an encoder of packed matrices. */
  @Test
  void isRefusedWhereTorchLacksAnOperator(@TempDir Path folder) {
    TorchScriptModule packed = TINY.module(BertEncoderTest::tensor);
    TorchScriptModule foreign =
        new TorchScriptModule(
            packed.name(), packed.source().replace("ops.mkldnn", "ops.absent"), packed.state());
    assertThatThrownBy(() -> TorchModules.run(foreign, folder, ids(), ids()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("absent");
  }

  private static BertEncoder tiny(Arithmetic arithmetic) {
    return new BertEncoder(2, HIDDEN, 2, arithmetic);
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
