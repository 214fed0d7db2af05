package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrphanedSegmentsTest {
  private Path cdcRaw = Path.of("");
  private Path commitLog = Path.of("");

  @BeforeEach
  void folders(@TempDir Path temp) throws IOException {
    cdcRaw = Files.createDirectory(temp.resolve("cdc_raw"));
    commitLog = Files.createDirectory(temp.resolve("commitlog"));
  }

  private OrphanedSegments orphans() {
    return new OrphanedSegments(cdcRaw, commitLog, Duration.ofSeconds(30));
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
  }

  @Test
  void aLogWithoutIndexThatCassandraHasDeletedIsAnOrphan() throws IOException {
    old(SegmentsOnDisk.log(cdcRaw, 6));
    old(SegmentsOnDisk.log(cdcRaw, 5));

    assertThat(orphans().logs()).extracting(SegmentFile::id).containsExactly(5L, 6L);
  }

  @Test
  void whatCassandraStillHoldsIsNone() throws IOException {
    Path held = old(SegmentsOnDisk.log(cdcRaw, 5));
    Files.createLink(commitLog.resolve(held.getFileName()), held);

    assertThat(orphans().logs()).isEmpty();
  }

  @Test
  void whatHasChangedAMomentAgoIsNone() throws IOException {
    SegmentsOnDisk.log(cdcRaw, 5);

    assertThat(orphans().logs()).isEmpty();
  }

  @Test
  void aSegmentWithAnIndexIsReadAsEver() throws IOException {
    old(SegmentsOnDisk.log(cdcRaw, 5));
    old(SegmentsOnDisk.index(cdcRaw, 5, "100"));

    orphans().deleteIndexes();

    assertThat(orphans().logs()).isEmpty();
    assertThat(SegmentsOnDisk.names(cdcRaw)).hasSize(2);
  }

  @Test
  void nothingIsCertainWithoutTheCommitLogFolder() throws IOException {
    old(SegmentsOnDisk.log(cdcRaw, 5));
    old(SegmentsOnDisk.index(cdcRaw, 6, "100\nCOMPLETED"));
    Files.delete(commitLog);

    orphans().deleteIndexes();

    assertThat(orphans().logs()).isEmpty();
    assertThat(SegmentsOnDisk.names(cdcRaw)).hasSize(2);
  }

  @Test
  void deletesAnIndexWhoseLogIsGone() throws IOException {
    old(SegmentsOnDisk.index(cdcRaw, 5, "100\nCOMPLETED"));
    SegmentsOnDisk.index(cdcRaw, 6, "100"); // just written
    Path held = old(SegmentsOnDisk.index(cdcRaw, 7, "100"));
    SegmentsOnDisk.log(commitLog, 7); // Cassandra may write the index again

    orphans().deleteIndexes();

    assertThat(SegmentsOnDisk.names(cdcRaw))
        .containsExactly("CommitLog-7-6_cdc.idx", held.getFileName().toString());
  }
}
