package org.gibsey.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.change.CellChange.NEVER;
import static org.gibsey.change.WriteTime.NONE;

import java.util.Objects;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.collection.Collections;
import org.gibsey.row.MaterializedRow.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowMaterializerTest {
  private static final String KEY = "{\"book_id\":\"b\",\"page_num\":1}";
  private static final long NOW = 1_000;

  private final RowMaterializer materializer =
      new RowMaterializer(Collections.load(null).require("pages"));

  private RowCells row = RowCells.unknown();

  @Test
  void makesASearchableVersionOfAnInsert() {
    RowVersion version =
        changed(upsert(10, marker(), cell("text", "sea"), cell("title", "T"), cell("speaker", "E")))
            .version();

    assertThat(version.searchable()).isTrue();
    assertThat(version.replaces()).isFalse();
    assertThat(version.writeTimeMicros()).isEqualTo(10);
    assertThat(version.text()).isEqualTo("sea");
    assertThat(version.title()).isEqualTo("T");
    assertThat(version.fields())
        .containsExactly(new FieldValue("title", "T"), new FieldValue("speaker", "E"));
  }

  @Test
  void keepsUntouchedColumnsOnAPartialUpdate() {
    changed(upsert(10, cell("text", "sea"), cell("speaker", "Edda")));

    RowVersion version = changed(upsert(11, cell("speaker", "Wren"))).version();

    assertThat(version.replaces()).isTrue();
    assertThat(version.text()).isEqualTo("sea");
    assertThat(version.fields()).containsExactly(new FieldValue("speaker", "Wren"));
  }

  @Test
  void dropsADeletedColumn() {
    changed(upsert(10, cell("text", "sea"), cell("speaker", "Edda")));

    assertThat(changed(upsert(11, cell("speaker", null))).version().fields()).isEmpty();
  }

  @Test
  void saysNothingWhenAnEventIsRepeatedOrLoses() {
    changed(upsert(10, cell("text", "sea")));

    assertThat(apply(upsert(10, cell("text", "sea")))).isNull();
    assertThat(apply(upsert(9, cell("text", "old")))).isNull();
  }

  @Test
  void letsADeletionWinOverAValueOfTheSameWriteTime() {
    changed(upsert(10, cell("text", "sea")));

    assertThat(changed(upsert(10, cell("text", null))).verdict()).isEqualTo(Verdict.DELETED);
    assertThat(apply(upsert(10, cell("text", "sea")))).isNull();
  }

  @Test
  void letsTheLargerValueWinATie() {
    changed(upsert(10, cell("text", "b")));

    assertThat(apply(upsert(10, cell("text", "a")))).isNull();
    assertThat(changed(upsert(10, cell("text", "c"))).version().text()).isEqualTo("c");
  }

  @Test
  void deletesTheRowAndIgnoresOlderWritesThatArriveLater() {
    changed(upsert(10, marker(), cell("text", "sea")));

    MaterializedRow deleted = changed(delete(12));

    assertThat(deleted.verdict()).isEqualTo(Verdict.DELETED);
    assertThat(deleted.version().searchable()).isFalse();
    assertThat(deleted.version().text()).isNull();
    assertThat(apply(upsert(11, cell("text", "late")))).isNull();
    assertThat(apply(upsert(12, cell("text", "tie")))).isNull();
    assertThat(changed(upsert(13, cell("text", "new"))).version().text()).isEqualTo("new");
  }

  @Test
  void deletesOnceARowThatArrivesAfterTheDeletionOfItsPartition() {
    RowMerge merge =
        materializer.merge(
            RowCells.unknown(), upsert(10, cell("text", "sea")), WriteTime.ofMicros(12), NOW);

    MaterializedRow deleted = Objects.requireNonNull(merge.outcome());
    assertThat(deleted.verdict()).isEqualTo(Verdict.DELETED);
    assertThat(deleted.version().versionTimeMicros()).isEqualTo(12);
    assertThat(
            materializer
                .merge(merge.cells(), upsert(11, cell("text", "salt")), WriteTime.ofMicros(12), NOW)
                .outcome())
        .isNull();
  }

  @Test
  void remembersADeletionThatCoversNothingYet() {
    changed(upsert(20, cell("text", "sea")));

    assertThat(apply(delete(15))).isNull();
    assertThat(apply(upsert(14, cell("title", "late")))).isNull();
    assertThat(changed(upsert(16, cell("title", "T"))).version().title()).isEqualTo("T");
  }

  @Test
  void keepsWhatIsNewerThanTheDeletionOfItsPartition() {
    changed(upsert(10, cell("text", "sea"), cell("title", "old")));
    changed(upsert(20, cell("text", "salt")));

    RowMerge merge = materializer.deleteWithOthers(KEY, row, partitionDelete(15), NOW);

    RowVersion version = Objects.requireNonNull(merge.outcome()).version();
    assertThat(version.text()).isEqualTo("salt");
    assertThat(version.title()).isNull();
  }

  @Test
  void tellsARowWithoutTextFromARowThatIsGone() {
    assertThat(changed(upsert(10, marker())).verdict()).isEqualTo(Verdict.NO_TEXT);
    assertThat(changed(upsert(11, cell("text", " \n"))).verdict()).isEqualTo(Verdict.NO_TEXT);
    assertThat(changed(delete(12)).verdict()).isEqualTo(Verdict.DELETED);
    assertThat(changed(upsert(13, cell("text", null))).verdict()).isEqualTo(Verdict.DELETED);
  }

  @Test
  void refusesATextLongerThanItsCollectionAllows() {
    MaterializedRow refused = changed(upsert(10, cell("text", "x".repeat(200_001))));

    assertThat(refused.verdict()).isEqualTo(Verdict.TEXT_TOO_LONG);
    assertThat(refused.version().searchable()).isFalse();
    assertThat(changed(upsert(11, cell("text", "x".repeat(200_000)))).verdict())
        .isEqualTo(Verdict.SEARCHABLE);
  }

  @Test
  void dropsCellsWhenTheirTimeToLiveIsOver() {
    changed(upsert(10, cell("text", "sea"), new CellChange("speaker", "Edda", 5_000)));
    assertThat(row.nextExpiryMicros()).contains(5_000L);

    assertThat(materializer.expire(KEY, row, 4_999).outcome()).isNull();
    RowMerge expired = materializer.expire(KEY, row, 5_000);

    RowVersion version = Objects.requireNonNull(expired.outcome()).version();
    assertThat(version.fields()).isEmpty();
    assertThat(version.text()).isEqualTo("sea");
    assertThat(version.versionTimeMicros()).isEqualTo(5_000);
    assertThat(expired.cells().nextExpiryMicros()).isEmpty();
  }

  @Test
  void stillReportsAnExpiryThatAnotherEventNoticesFirst() {
    changed(upsert(10, cell("text", "sea"), new CellChange("speaker", "Edda", 5_000)));

    RowMerge merge = materializer.merge(row, upsert(10, cell("text", "sea")), NONE, 6_000);

    assertThat(Objects.requireNonNull(merge.outcome()).version().fields()).isEmpty();
  }

  @Test
  void givesALateEventThatChangesTheRowALaterVersionTime() {
    changed(upsert(20, cell("title", "T")));

    assertThat(changed(upsert(10, cell("text", "sea"))).version().versionTimeMicros())
        .isEqualTo(21);
    assertThat(changed(upsert(30, cell("title", "U"))).version().versionTimeMicros()).isEqualTo(30);
  }

  @Test
  void carriesTheNewestWriteTimeOfTheColumnsThatHaveAValue() {
    changed(upsert(10, marker(), cell("text", "sea"), cell("title", "T")));
    apply(upsert(15, marker()));
    RowVersion version = changed(upsert(20, cell("title", null))).version();

    assertThat(version.writeTimeMicros()).isEqualTo(10);
    assertThat(version.versionTimeMicros()).isEqualTo(20);
  }

  private MaterializedRow changed(ChangeEvent event) {
    return Objects.requireNonNull(apply(event), "the event says nothing new");
  }

  private @Nullable MaterializedRow apply(ChangeEvent event) {
    RowMerge merge = materializer.merge(row, event, NONE, NOW);
    row = merge.cells();
    return merge.outcome();
  }

  private static CellChange marker() {
    return cell(CellChange.ROW_MARKER, "");
  }

  private static CellChange cell(String column, @Nullable String value) {
    return new CellChange(column, value, NEVER);
  }

  private static ChangeEvent upsert(long writeTime, CellChange... cells) {
    return event(ChangeKind.UPSERT, KEY, writeTime, cells);
  }

  private static ChangeEvent delete(long writeTime) {
    return event(ChangeKind.DELETE_ROW, KEY, writeTime);
  }

  private static ChangeEvent partitionDelete(long writeTime) {
    return event(ChangeKind.DELETE_PARTITION, null, writeTime);
  }

  private static ChangeEvent event(
      ChangeKind kind, @Nullable String rowKey, long writeTime, CellChange... cells) {
    SourcePosition source = new SourcePosition("t", 0, writeTime);
    return new ChangeEvent(
        "pages",
        "{\"book_id\":\"b\"}",
        rowKey,
        kind,
        WriteTime.ofMicros(writeTime),
        cells,
        null,
        source);
  }
}
