package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentFileTest {
  private Path archive = Path.of("");
  private Path cdcRaw = Path.of("");

  @BeforeEach
  void folders(@TempDir Path temp) throws IOException {
    archive = Files.createDirectory(temp.resolve("archive"));
    cdcRaw = Files.createDirectory(temp.resolve("cdc_raw"));
  }

  @Test
  void movesLogAndIndex() throws IOException {
    Path log = SegmentsOnDisk.log(cdcRaw, 5);
    SegmentsOnDisk.index(cdcRaw, 5, "100\nCOMPLETED");

    SegmentFile.of(log).orElseThrow().moveTo(archive);

    assertThat(SegmentsOnDisk.names(cdcRaw)).isEmpty();
    assertThat(SegmentsOnDisk.names(archive))
        .containsExactly("CommitLog-7-5.log", "CommitLog-7-5_cdc.idx");
  }

  @Test
  void leavesNoSecondLinkOfAFileThatIsThereAlready() throws IOException {
    Path log = SegmentsOnDisk.log(cdcRaw, 5);
    SegmentsOnDisk.index(cdcRaw, 5, "100\nCOMPLETED");
    Files.createLink(archive.resolve(log.getFileName()), log);

    SegmentFile.of(log).orElseThrow().moveTo(archive);

    assertThat(SegmentsOnDisk.names(cdcRaw)).isEmpty();
    assertThat(SegmentsOnDisk.names(archive)).hasSize(2);
  }

  @Test
  void movesALogWithoutIndex() throws IOException {
    Path log = SegmentsOnDisk.log(cdcRaw, 5);

    SegmentFile.of(log).orElseThrow().moveTo(archive);

    assertThat(SegmentsOnDisk.names(archive)).containsExactly("CommitLog-7-5.log");
  }
}
