package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gibsey.embedding.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelArchiveTest {
  /** A process that wants the archive in the folder named by its argument. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println(Sha256.of(ModelArchive.in(Path.of(arguments[0]), Arithmetic.FP32_PACKED)));
    }
  }

  @Test
  void processesThatStartAtOnceShareOneIntactArchive(@TempDir Path folder) throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(ChildJvm.start(Starter.class, folder.resolve("log" + i), cache.toString()));
    }
    int assembled = 0;
    List<String> checksums = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
      List<String> log = Files.readAllLines(folder.resolve("log" + i));
      assertThat(processes.get(i).exitValue()).as("%s", log).isZero();
      assembled += (int) log.stream().filter(line -> line.contains("Assembled")).count();
      checksums.add(log.getLast());
    }
    assertThat(assembled).isEqualTo(1);
    assertThat(checksums).containsOnly(Sha256.of(ModelArchive.in(cache, Arithmetic.FP32_PACKED)));
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(3).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }
}
