package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReferenceVectorsTest {
  private static final Path RESOURCES = Path.of("src/main/resources/org/gibsey/embedding");

  /**
   * After a change of the texts {@code -Dgibsey.reference.write=true} writes the vectors anew, for
   * the build after it.
   */
  @Test
  void areThoseOfOnnxRuntime() throws Exception {
    Path file = RESOURCES.resolve(ReferenceVectors.TEXTS);
    List<String> texts = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<float[]> computed = new ArrayList<>();
    try (OnnxReference onnxRuntime = new OnnxReference()) {
      for (String text : texts) {
        computed.add(onnxRuntime.embed(TextTokenizer.builtIn().ids(text)));
      }
    }
    if (Boolean.getBoolean("gibsey.reference.write")) {
      write(computed);
    }
    ReferenceVectors reference = ReferenceVectors.load();
    assertThat(reference.texts()).isEqualTo(texts).hasSizeGreaterThanOrEqualTo(12);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(Vectors.cosine(reference.vectors().get(i), computed.get(i)))
          .as(texts.get(i))
          .isGreaterThanOrEqualTo(0.999999);
    }
  }

  @Test
  void coverShortAndLongTexts() throws Exception {
    List<Integer> tokens =
        ReferenceVectors.load().texts().stream()
            .map(text -> TextTokenizer.builtIn().ids(text).length)
            .toList();
    assertThat(tokens).anyMatch(count -> count <= 4).anyMatch(count -> count > 128);
  }

  private static void write(List<float[]> vectors) throws IOException {
    Path file = RESOURCES.resolve(ReferenceVectors.VECTORS);
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (float[] vector : vectors) {
        for (float value : vector) {
          out.writeFloat(value);
        }
      }
    }
  }
}
