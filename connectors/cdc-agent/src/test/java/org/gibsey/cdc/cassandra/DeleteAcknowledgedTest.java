package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeleteAcknowledgedTest {
  private final SegmentLedger ledger = new SegmentLedger();

  @Test
  void keepsAnArchivedSegmentWhileARecordOfItIsNotAcknowledged(@TempDir Path archive)
      throws IOException {
    DeleteAcknowledged delete = new DeleteAcknowledged(archive, ledger, Duration.ZERO);
    SegmentsOnDisk.log(archive, 11);
    SegmentsOnDisk.index(archive, 11, "100\nCOMPLETED");
    ledger.emitted(11);
    ledger.emitted(11);
    ledger.acknowledged(11);

    delete.process();
    assertThat(SegmentsOnDisk.names(archive)).hasSize(2);

    ledger.acknowledged(11);
    delete.process();
    assertThat(SegmentsOnDisk.names(archive)).isEmpty();
  }

  @Test
  void deletesALaterSegmentBeforeAnEarlierOneThatStillWaits(@TempDir Path archive)
      throws IOException {
    SegmentsOnDisk.log(archive, 1);
    SegmentsOnDisk.log(archive, 2);
    ledger.emitted(1);
    ledger.emitted(2);
    ledger.acknowledged(2);

    new DeleteAcknowledged(archive, ledger, Duration.ZERO).process();

    assertThat(SegmentsOnDisk.names(archive)).containsExactly("CommitLog-7-1.log");
  }

  @Test
  void takesWhatIsSettledAwayWhenItEnds(@TempDir Path archive) throws IOException {
    SegmentsOnDisk.log(archive, 1);
    SegmentsOnDisk.log(archive, 2);
    ledger.emitted(2);

    new DeleteAcknowledged(archive, ledger, Duration.ZERO).destroy();

    assertThat(SegmentsOnDisk.names(archive)).containsExactly("CommitLog-7-2.log");
  }

  @Test
  void leavesOtherFilesAlone(@TempDir Path archive) throws IOException {
    SegmentsOnDisk.log(archive, 1);
    SegmentsOnDisk.log(archive.resolve("sub"), 2);

    new DeleteAcknowledged(archive, ledger, Duration.ZERO).process();

    assertThat(SegmentsOnDisk.names(archive)).containsExactly("sub");
  }
}
