package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotCellTest {

  private static SnapshotCell cell(String name, long writtenAt) {
    return new SnapshotCell(name, "value of " + name, writtenAt, null);
  }

  @Test
  void cellsOfOneStatementStayTogether() {
    assertThat(SnapshotCell.byWriteTime(List.of(cell("title", 7), cell("text", 7))))
        .containsOnlyKeys(7L)
        .containsEntry(7L, List.of(cell("title", 7), cell("text", 7)));
  }

  @Test
  void groupsRiseByWriteTimeWhateverTheOrderOfTheColumns() {
    assertThat(
            SnapshotCell.byWriteTime(
                    List.of(cell("a", 30), cell("b", -5), cell("c", 10), cell("d", 30)))
                .entrySet())
        .extracting(group -> group.getKey() + ":" + group.getValue().size())
        .containsExactly("-5:1", "10:1", "30:2");
  }

  @Test
  void aRowOfWhichOnlyTheKeyExistsHasNoGroup() {
    assertThat(SnapshotCell.byWriteTime(List.of())).isEmpty();
  }
}
