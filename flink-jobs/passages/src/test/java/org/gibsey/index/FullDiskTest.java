package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.row.EmbeddedRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index whose disk is full fails, and never takes what it lost for saved. */
class FullDiskTest {
  private static final int HISTORIES = Integer.getInteger("test.histories", 10);
  private static final int OPERATIONS = 120;
  private static final int ROWS = 40;
  private static final int DIMENSION = 1_024;

  @TempDir private Path temporary;

  @Test
  void refusesToCommitWhatAFailedRefreshLost() throws Exception {
    FaultyDirectory disk = new FaultyDirectory(FSDirectory.open(temporary));
    try (PassageIndex index = PassageIndex.open(disk, IndexDefinition.DEFAULT)) {
      index.apply(large(1, 0));
      List<CommittedFile> saved = index.commit();
      for (int row = 0; row < 3 * ROWS; row++) {
        index.apply(large(row, 1));
      }
      disk.fullAfter(0);

      assertThatThrownBy(index::refreshIfStale).hasStackTraceContaining(FaultyDirectory.MESSAGE);

      assertRefused(index);
      assertThat(saved).allMatch(file -> Files.exists(temporary.resolve(file.name())));
    }
  }

  /** The writer says that nothing is left to commit once a merge closed it. */
  @Test
  void refusesToCommitWhatAFailedMergeLost() throws Exception {
    FaultyDirectory disk = new FaultyDirectory(FSDirectory.open(temporary));
    try (PassageIndex index = PassageIndex.open(disk, IndexDefinition.DEFAULT)) {
      disk.failMerges();
      assertThatThrownBy(() -> writeForEver(index)).hasRootCauseMessage(FaultyDirectory.MESSAGE);

      assertRefused(index);
    }
  }

  private static void assertRefused(PassageIndex index) {
    assertThatThrownBy(index::hasUncommittedChanges)
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage(FaultyDirectory.MESSAGE);
    assertThatThrownBy(index::commit)
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage(FaultyDirectory.MESSAGE);
  }

  private static void writeForEver(PassageIndex index) throws IOException {
    for (int version = 0; ; version++) {
      for (int row = 0; row < 20; row++) {
        index.apply(large(version * 20 + row, version));
      }
      index.refreshIfStale();
    }
  }

  @Test
  void commitsAllThatWasAppliedOrFails() throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());
    int faults = 0;
    for (int history = 0; history < HISTORIES; history++) {
      faults += run(seed + history, "replay with -Dtest.seed=" + (seed + history)) ? 1 : 0;
    }
    assertThat(faults).as("seed %d", seed).isPositive();
  }

  /** Writes until the disk is full, then opens the last commit; whether the disk became full. */
  private boolean run(long seed, String replay) throws Exception {
    Random random = new Random(seed);
    Path local = Files.createTempDirectory(temporary, "local");
    FaultyDirectory disk = new FaultyDirectory(FSDirectory.open(local));
    disk.fullAfter(random.nextInt(3 << 20));
    Map<String, Long> applied = new TreeMap<>();
    Map<String, Long> saved = Map.of();
    Path copy = Files.createTempDirectory(temporary, "copy");
    boolean failed = false;
    try (PassageIndex index = PassageIndex.open(disk, IndexDefinition.DEFAULT)) {
      for (int operation = 1; operation <= OPERATIONS; operation++) {
        int dice = random.nextInt(20);
        if (dice == 0) {
          index.refreshIfStale();
        } else if (dice == 1 && index.hasUncommittedChanges()) {
          copy = copy(local, index.commit());
          saved = Map.copyOf(applied);
        } else {
          apply(index, random, operation, applied);
        }
      }
    } catch (IOException | RuntimeException e) {
      assertThat(e).as(replay).hasStackTraceContaining(FaultyDirectory.MESSAGE);
      failed = true;
    }
    compare(copy, saved, replay);
    return failed;
  }

  private static void apply(
      PassageIndex index, Random random, int version, Map<String, Long> applied)
      throws IOException {
    int row = random.nextInt(ROWS);
    String key = TestRows.key("book", row);
    if (random.nextInt(5) == 0) {
      index.apply(TestRows.gone(key, version));
      applied.remove(key);
    } else {
      index.apply(large(row, version));
      applied.put(key, (long) version);
    }
  }

  private void compare(Path copy, Map<String, Long> saved, String replay) throws IOException {
    try (PassageIndex restored = PassageIndex.open(copy, IndexDefinition.DEFAULT)) {
      Map<String, Long> rows = new TreeMap<>();
      restored
          .rows(new byte[0], 10 * ROWS)
          .rows()
          .forEach(row -> rows.put(row.rowKey(), row.versionTimeMicros()));
      assertThat(rows).as(replay).isEqualTo(saved);
    }
    if (saved.isEmpty()) {
      return;
    }
    try (FSDirectory directory = FSDirectory.open(copy);
        CheckIndex check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).as(replay).isTrue();
    }
  }

  private Path copy(Path local, List<CommittedFile> files) throws IOException {
    Path copy = Files.createTempDirectory(temporary, "copy");
    for (CommittedFile file : files) {
      Files.copy(local.resolve(file.name()), copy.resolve(file.name()));
    }
    return copy;
  }

  /** A row of some 32 KB, so that segments are too large to be kept in memory. */
  private static EmbeddedRow large(int number, int version) {
    String[] texts = new String[8];
    float[][] vectors = new float[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "text %d of version %d".formatted(i, version);
      vectors[i] = TestRows.vector(31L * version + i, DIMENSION);
    }
    return TestRows.withVectors(
        TestRows.row(TestRows.key("book", number), version, texts), vectors);
  }
}
