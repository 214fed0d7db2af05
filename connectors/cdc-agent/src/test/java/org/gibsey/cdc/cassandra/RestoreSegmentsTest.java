package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestoreSegmentsTest {
  private Path archive = Path.of("");
  private Path cdcRaw = Path.of("");

  @BeforeEach
  void folders(@TempDir Path temp) throws IOException {
    archive = Files.createDirectory(temp.resolve("archive"));
    cdcRaw = Files.createDirectory(temp.resolve("cdc_raw"));
  }

  @Test
  void movesArchivedSegmentsBackToBeReadAgain() throws IOException {
    SegmentsOnDisk.log(archive, 5);
    SegmentsOnDisk.index(archive, 5, "100\nCOMPLETED");
    SegmentsOnDisk.log(archive, 6);
    SegmentsOnDisk.index(archive, 6, "200\nCOMPLETED");

    assertThat(RestoreSegments.restore(archive, cdcRaw)).isEqualTo(2);

    assertThat(SegmentsOnDisk.names(archive)).isEmpty();
    assertThat(SegmentsOnDisk.names(cdcRaw))
        .containsExactly(
            "CommitLog-7-5.log",
            "CommitLog-7-5_cdc.idx",
            "CommitLog-7-6.log",
            "CommitLog-7-6_cdc.idx");
  }

  @Test
  void completesAMoveThatACrashInterrupted() throws IOException {
    SegmentsOnDisk.log(archive, 5);
    SegmentsOnDisk.index(cdcRaw, 5, "100\nCOMPLETED");

    RestoreSegments.restore(archive, cdcRaw);

    assertThat(SegmentsOnDisk.names(cdcRaw))
        .containsExactly("CommitLog-7-5.log", "CommitLog-7-5_cdc.idx");
  }

  @Test
  void leavesNothingInTheArchiveOfWhatCassandraHasLinkedAgain() throws IOException {
    Path archived = SegmentsOnDisk.log(archive, 5);
    SegmentsOnDisk.index(archive, 5, "100\nCOMPLETED");
    Files.createLink(cdcRaw.resolve(archived.getFileName()), archived);

    RestoreSegments.restore(archive, cdcRaw);

    assertThat(SegmentsOnDisk.names(archive)).isEmpty();
    assertThat(SegmentsOnDisk.names(cdcRaw))
        .containsExactly("CommitLog-7-5.log", "CommitLog-7-5_cdc.idx");
  }

  @Test
  void keepsTheNewerIndexThatCassandraHasWritten() throws IOException {
    SegmentsOnDisk.log(archive, 5);
    SegmentsOnDisk.index(archive, 5, "100");
    Path newer = SegmentsOnDisk.index(cdcRaw, 5, "900\nCOMPLETED");

    RestoreSegments.restore(archive, cdcRaw);

    assertThat(newer).hasContent("900\nCOMPLETED");
    assertThat(SegmentsOnDisk.names(archive)).isEmpty();
  }

  @Test
  void dropsTheIndexOfASegmentThatWasBeingDeleted() throws IOException {
    SegmentsOnDisk.index(archive, 5, "100\nCOMPLETED");

    assertThat(RestoreSegments.restore(archive, cdcRaw)).isZero();

    assertThat(SegmentsOnDisk.names(archive)).isEmpty();
    assertThat(SegmentsOnDisk.names(cdcRaw)).isEmpty();
  }

  @Test
  void hasNothingToDoAtTheFirstStart() throws IOException {
    assertThat(RestoreSegments.restore(archive.resolve("missing"), cdcRaw)).isZero();
  }
}
