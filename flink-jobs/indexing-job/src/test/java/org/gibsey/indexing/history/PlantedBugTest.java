package org.gibsey.indexing.history;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of histories notice each of these bugs, so that silence of theirs means something. */
final class PlantedBugTest {
  private static final int HISTORIES = 500;

  @ParameterizedTest
  @EnumSource(names = {"TOMBSTONE_DROPPED", "WRITE_TIME_IGNORED", "DUPLICATE_CELL_COUNTED"})
  void noticesABugInTheHistoryOfRows(PlantedBug bug) {
    assertThatThrownBy(() -> RowHistoriesTest.check(1, HISTORIES, bug))
        .isInstanceOf(AssertionError.class);
  }
}
