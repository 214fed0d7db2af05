package org.gibsey.tools.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.row.MaterializedRow;
import org.gibsey.row.RowCells;
import org.gibsey.row.RowMaterializer;
import org.gibsey.row.RowMerge;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every plan is carried out on what the job knew of the row, and must end in Cassandra's row. */
final class RepairPlannerTest {
  private final RepairPlanner planner = new RepairPlanner(Pages.TABLE, Pages.EVENTS, Pages.CLOCK);

  @Test
  void bringsALostRow() {
    assertRepaired(null, Pages.row("text=Gulls@30", "title=Birds@20"));
  }

  @Test
  void bringsALostUpdate() {
    assertRepaired(
        Pages.row("text=Gulls@10", "title=Birds@10"), Pages.row("text=Terns@30", "title=Birds@10"));
  }

  @Test
  void bringsALostDeleteOfARow() {
    assertRepaired(Pages.row("text=Gulls@10", "title=Birds@12"), null);
  }

  @Test
  void bringsALostDeleteOfTheText() {
    assertRepaired(Pages.row("text=Gulls@10", "chapter=One@12"), Pages.row("chapter=One@12"));
  }

  @Test
  void bringsALostDeleteOfMetadata() {
    assertRepaired(Pages.row("text=Gulls@10", "chapter=One@10"), Pages.row("text=Gulls@10"));
  }

  @Test
  void bringsALostDeleteOfTheNewestValue() {
    assertRepaired(Pages.row("text=Gulls@10", "chapter=One@15"), Pages.row("text=Gulls@10"));
  }

  @Test
  void bringsALostDeleteOfATitleThatShowsInTheHashAlone() {
    assertRepaired(Pages.row("text=Gulls@10", "title=Birds@15"), Pages.row("text=Gulls@10"));
  }

  @Test
  void bringsALostDeleteAndANewRowOfTheSameKey() {
    assertRepaired(
        Pages.row("text=Gulls@10", "title=Birds@10", "chapter=One@10"), Pages.row("text=Terns@20"));
  }

  @Test
  void keepsAWriteThatCameAfterARowWasReadAsDeleted() {
    SourceRow before = Pages.row("text=Gulls@10");
    RowCells cells =
        apply(apply(RowCells.unknown(), Pages.EVENTS.ofRow(before)), plan(before, null));
    SourceRow again = Pages.row("text=Gulls are back@11");
    assertThat(newest(cells, Pages.EVENTS.ofRow(again))).isEqualTo(Pages.meaning(again));
  }

  @Test
  void changesNothingWhenItIsDoneTwice() {
    SourceRow after = Pages.row("text=Terns@30");
    RowCells once = apply(RowCells.unknown(), plan(null, after));
    for (ChangeRecord record : plan(null, after)) {
      assertThat(merge(once, record).changed()).isFalse();
    }
  }

  @Test
  void saysThatATimeOfTheFutureCannotBeRepaired() {
    long future = (Pages.NOW + 1) * 1_000_000;
    RepairPlan plan =
        planner.plan(state(Pages.row("text=Gulls@" + future), Pages.row("text=Terns@10")));
    assertThat(plan.records()).isEmpty();
    assertThat(plan.obstacle()).contains("future").contains("USING TIMESTAMP " + (future + 1));
  }

  @Test
  void saysThatALaterWriteOfTheSameContentCannotBeRepaired() {
    RepairPlan plan = planner.plan(state(Pages.row("text=Gulls@20"), Pages.row("text=Gulls@10")));
    assertThat(plan.records()).isEmpty();
    assertThat(plan.obstacle()).contains("USING TIMESTAMP 21");
  }

  private void assertRepaired(@Nullable SourceRow before, @Nullable SourceRow after) {
    RowCells known =
        before == null ? RowCells.unknown() : apply(RowCells.unknown(), Pages.EVENTS.ofRow(before));
    assertThat(newest(known, plan(before, after)))
        .isEqualTo(after == null ? Optional.empty() : Pages.meaning(after));
  }

  private List<ChangeRecord> plan(@Nullable SourceRow before, @Nullable SourceRow after) {
    RepairPlan plan = planner.plan(state(before, after));
    assertThat(plan.obstacle()).isNull();
    return plan.records();
  }

  private static RowState state(@Nullable SourceRow before, @Nullable SourceRow after) {
    return new RowState(
        Pages.KEY,
        after,
        after == null ? null : Pages.meaning(after).orElse(null),
        before == null ? null : Pages.meaning(before).orElse(null));
  }

  private static RowCells apply(RowCells cells, List<ChangeRecord> records) {
    RowCells merged = cells;
    for (ChangeRecord record : records) {
      merged = record.value() == null ? merged : merge(merged, record).cells();
    }
    return merged;
  }

  /** What the job makes of the last event that changes something. */
  private static Optional<SearchableRow> newest(RowCells cells, List<ChangeRecord> records) {
    RowCells merged = cells;
    @Nullable MaterializedRow newest = null;
    for (ChangeRecord record : records) {
      if (record.value() != null) {
        RowMerge merge = merge(merged, record);
        merged = merge.cells();
        newest = merge.outcome() == null ? newest : merge.outcome();
      }
    }
    return Optional.ofNullable(
        SearchableRow.of(Objects.requireNonNull(newest, "nothing changed").version()));
  }

  private static RowMerge merge(RowCells cells, ChangeRecord record) {
    Decoded decoded =
        (Decoded)
            new ChangeDecoder(Pages.COLLECTIONS)
                .decode(record.key(), record.value(), new SourcePosition("t", 0, 0));
    return new RowMaterializer(Pages.TABLE.collection())
        .merge(cells, decoded.event(), WriteTime.NONE, Pages.NOW * 1_000_000);
  }
}
