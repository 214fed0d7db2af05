package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorTest {
  @TempDir private Path folder;

  @Test
  void findsTheInstructionsAmongTheFlags() throws IOException {
    assertThat(multipliesBf16("processor\t: 0\nflags\t\t: fpu avx512f avx512_bf16 amx_tile\n"))
        .isTrue();
  }

  @Test
  void doesNotTakeOtherInstructionsForThem() throws IOException {
    assertThat(multipliesBf16("processor\t: 0\nflags\t\t: fpu avx512f avx512_vnni\n")).isFalse();
    assertThat(multipliesBf16("flags\t\t: fpu\nmodel name\t: with avx512_bf16\n")).isFalse();
    assertThat(multipliesBf16("processor\t: 0\nFeatures\t: fp asimd bf16\n")).isFalse();
  }

  @Test
  void promisesNothingWhereThereIsNoSuchFile() {
    assertThat(Processor.multipliesBf16(folder.resolve("missing"))).isFalse();
  }

  private boolean multipliesBf16(String cpuinfo) throws IOException {
    return Processor.multipliesBf16(Files.writeString(folder.resolve("cpuinfo"), cpuinfo));
  }
}
