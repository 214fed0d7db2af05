package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.cassandra.OffsetPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReplayOffsetsTest {
  private static final String PAGES = "gibsey.pages";
  private static final String NOTES = "gibsey.notes";

  private final ReplayOffsets offsets = new ReplayOffsets(null);

  private static OffsetPosition at(int position) {
    return new OffsetPosition("CommitLog-7-1.log", position);
  }

  /** What a run knows that starts from an offset some record carried. */
  private static ReplayOffsets restartedFrom(Map<String, String> offset) {
    return new ReplayOffsets(new HashMap<>(offset));
  }

  @Test
  void everyRowOfAMutationIsReplayedUntilTheNextMutationIsAcknowledged() {
    offsets.forChange(PAGES, at(100));
    Map<String, String> firstRow = offsets.forChange(PAGES, at(200));
    Map<String, String> secondRow = offsets.forChange(PAGES, at(200));
    Map<String, String> next = offsets.forChange(PAGES, at(300));

    for (Map<String, String> inside : List.of(firstRow, secondRow)) {
      ReplayOffsets restarted = restartedFrom(inside);
      assertThat(restarted.isOffsetProcessed(PAGES, at(100).serialize(), false)).isTrue();
      assertThat(restarted.isOffsetProcessed(PAGES, at(200).serialize(), false)).isFalse();
    }
    assertThat(restartedFrom(next).isOffsetProcessed(PAGES, at(200).serialize(), false)).isTrue();
  }

  @Test
  void bothTablesOfAMutationAreReplayed() {
    offsets.forChange(PAGES, at(100));
    Map<String, String> pagesRow = offsets.forChange(PAGES, at(200));
    Map<String, String> notesRow = offsets.forChange(NOTES, at(200));

    assertThat(notesRow).isEqualTo(pagesRow);
    assertThat(restartedFrom(notesRow).isOffsetProcessed(PAGES, at(200).serialize(), false))
        .isFalse();
    assertThat(restartedFrom(notesRow).isOffsetProcessed(NOTES, at(200).serialize(), false))
        .isFalse();
  }

  @Test
  void aSnapshotCountsOnlyWithItsLastRow() {
    Map<String, String> first = offsets.forSnapshot(PAGES, false);
    Map<String, String> change = offsets.forChange(NOTES, at(100));
    Map<String, String> last = offsets.forSnapshot(PAGES, true);

    assertThat(restartedFrom(first).snapshotTaken(PAGES)).isFalse();
    assertThat(restartedFrom(change).snapshotTaken(PAGES)).isFalse();
    assertThat(restartedFrom(last).snapshotTaken(PAGES)).isTrue();
  }

  @Test
  void aSnapshotRowDoesNotPassOverAMutationThatIsUnderWay() {
    offsets.forChange(PAGES, at(100));
    Map<String, String> snapshot = offsets.forSnapshot(NOTES, true);

    assertThat(restartedFrom(snapshot).isOffsetProcessed(PAGES, at(100).serialize(), false))
        .isFalse();
  }

  @Test
  void anEmptyTableHasItsSnapshotAtOnce() {
    offsets.snapshotOfNothing(PAGES);

    assertThat(offsets.snapshotTaken(PAGES)).isTrue();
    assertThat(restartedFrom(offsets.current()).snapshotTaken(PAGES)).isTrue();
  }

  @Test
  void aTableMadeAnewHasNoSnapshotYet() {
    offsets.forSnapshot(PAGES, true);

    offsets.forgetSnapshot(PAGES);

    assertThat(offsets.snapshotTaken(PAGES)).isFalse();
    assertThat(restartedFrom(offsets.current()).snapshotTaken(PAGES)).isFalse();
  }

  @Test
  void anOlderSegmentThatIsStillThereIsReadWhole() {
    offsets.forChange(PAGES, new OffsetPosition("CommitLog-7-6.log", 100));
    ReplayOffsets restarted =
        restartedFrom(offsets.forChange(PAGES, new OffsetPosition("CommitLog-7-6.log", 200)));

    assertThat(restarted.isOffsetProcessed(PAGES, "CommitLog-7-5.log:50", false)).isFalse();
    assertThat(restarted.isOffsetProcessed(PAGES, "CommitLog-7-6.log:50", false)).isTrue();
    assertThat(restarted.isOffsetProcessed(PAGES, "CommitLog-7-7.log:50", false)).isFalse();
  }

  @Test
  void aPassMayRepeatWhatThisRunHasHandedOut() {
    offsets.forChange(PAGES, at(100));
    offsets.forChange(PAGES, at(200));

    assertThat(offsets.isOffsetProcessed(PAGES, at(100).serialize(), false)).isFalse();
  }

  @Test
  void neverGoesBack() {
    offsets.forChange(PAGES, at(300));
    offsets.forChange(PAGES, at(100));
    Map<String, String> later = offsets.forChange(PAGES, at(400));

    assertThat(restartedFrom(later).isOffsetProcessed(PAGES, at(300).serialize(), false)).isTrue();
  }

  @Test
  void ignoresWhatIsNotAPosition() {
    ReplayOffsets restarted =
        new ReplayOffsets(
            Map.of(EmitRecords.SEGMENT, 5L, PAGES + ".commitlog", "CommitLog-7-1.log:1"));

    assertThat(restarted.current()).containsOnlyKeys(PAGES + ".commitlog");
  }
}
