package org.gibsey.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processor of this machine can do. */
final class Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Processor.class);

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Whether it multiplies brain floats itself (AVX512_BF16); on x86-64 under Linux only. */
  static boolean multipliesBf16() {
    return multipliesBf16(CPUINFO);
  }

  /**
   * The same from a file in the format of {@code /proc/cpuinfo}: every x86 processor has a line
   * {@code flags : fpu vme ...}.
   */
  static boolean multipliesBf16(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
          .anyMatch("avx512_bf16"::equals);
    } catch (IOException e) {
      LOG.debug("{} is not there to tell what the processor can do", e.getMessage());
      return false;
    }
  }
}
