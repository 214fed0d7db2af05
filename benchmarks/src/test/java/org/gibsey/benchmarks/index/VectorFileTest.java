package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void goesOnBehindTheLastWholeVector() throws IOException {
    Path path = folder.resolve("vectors");
    new VectorFile(path, 3).append(List.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}));
    // As a process leaves it that ends while it writes.
    Files.write(path, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);

    VectorFile file = new VectorFile(path, 3);
    assertThat(file.count()).isEqualTo(2);
    file.append(List.of(new float[] {7, 8, 9}));

    assertThat(file.count()).isEqualTo(3);
    assertThat(file.read(3)).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
  }

  @Test
  void isEmptyBeforeTheFirstVector() throws IOException {
    assertThat(new VectorFile(folder.resolve("none"), 3).count()).isZero();
  }
}
