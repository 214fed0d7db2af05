package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentIndexTest {

  @Test
  void readsHowFarASegmentIsSynced(@TempDir Path folder) throws IOException {
    assertThat(SegmentIndex.read(SegmentsOnDisk.index(folder, 1, "4711")))
        .isEqualTo(new SegmentIndex(4711, false));
  }

  @Test
  void readsThatASegmentIsComplete(@TempDir Path folder) throws IOException {
    assertThat(SegmentIndex.read(SegmentsOnDisk.index(folder, 1, "4711\nCOMPLETED")))
        .isEqualTo(new SegmentIndex(4711, true));
  }

  @Test
  void takesAFileThatIsBeingRewrittenForNothingYet(@TempDir Path folder) throws IOException {
    assertThat(SegmentIndex.read(SegmentsOnDisk.index(folder, 1, "")))
        .isEqualTo(new SegmentIndex(0, false));
    assertThat(SegmentIndex.read(folder.resolve("CommitLog-7-2_cdc.idx")))
        .isEqualTo(new SegmentIndex(0, false));
  }
}
