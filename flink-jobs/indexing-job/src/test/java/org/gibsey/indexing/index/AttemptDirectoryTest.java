package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptDirectoryTest {
  @TempDir private Path temporary;

  @Test
  void isEmptyAndGoneAfterwards() throws Exception {
    Path path;
    try (AttemptDirectory directory = AttemptDirectory.create(temporary)) {
      path = directory.path();
      assertThat(path).isEmptyDirectory();
      Files.writeString(Files.createDirectories(path.resolve("pages/0")).resolve("_0.cfs"), "x");
    }
    assertThat(path).doesNotExist();
    assertThat(path.getParent()).isEmptyDirectory();
  }

  @Test
  void leavesThoseOfLivingAttemptsAlone() throws Exception {
    try (AttemptDirectory first = AttemptDirectory.create(temporary);
        AttemptDirectory second = AttemptDirectory.create(temporary)) {
      assertThat(first.path()).exists().isNotEqualTo(second.path());
    }
  }

  @Test
  void removesThoseOfDeadAttempts() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("gibsey-index"));
    Path dead = Files.createDirectories(folder.resolve("dead/pages/0"));
    Files.writeString(dead.resolve("_0.cfs"), "x");
    // What a killed process leaves: the file, but nobody's lock on it.
    Files.createFile(folder.resolve("dead.lock"));

    try (AttemptDirectory next = AttemptDirectory.create(temporary)) {
      assertThat(next.path()).exists();
      assertThat(folder.resolve("dead")).doesNotExist();
      assertThat(folder.resolve("dead.lock")).doesNotExist();
    }
  }
}
