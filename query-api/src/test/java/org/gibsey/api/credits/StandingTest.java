package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.gibsey.api.credits.Credits.Earning;
import org.junit.jupiter.api.Test;

final class StandingTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  @Test
  void countsEachKindOfEarningOfADay() {
    Standing standing =
        Standing.NONE
            .moved(10, 0)
            .counted(Earning.ASKING, MONDAY)
            .counted(Earning.ASKING, MONDAY)
            .counted(Earning.SAVING, MONDAY);
    assertThat(standing.times(Earning.ASKING, MONDAY)).isEqualTo(2);
    assertThat(standing.times(Earning.SAVING, MONDAY)).isEqualTo(1);
    assertThat(standing.times(Earning.ASKING, TUESDAY)).isZero();
    assertThat(standing.counted(Earning.SAVING, TUESDAY).earned()).isEqualTo(Map.of("SAVING", 1));
  }

  @Test
  void doesNotBeginADayAnewForAClockThatIsSlow() {
    Standing standing = Standing.NONE.counted(Earning.ASKING, TUESDAY);
    assertThat(standing.countingOn(MONDAY)).isEqualTo(TUESDAY);
    assertThat(standing.countingOn(TUESDAY)).isEqualTo(TUESDAY);
    assertThat(standing.countingOn(TUESDAY.plusDays(1))).isEqualTo(TUESDAY.plusDays(1));
    assertThat(Standing.NONE.countingOn(MONDAY)).isEqualTo(MONDAY);
  }

  @Test
  void holdsNoMoreThanJsonCanTell() {
    Standing full = Standing.NONE.moved(Standing.MOST - 10, 3);
    assertThat(full.hasRoomFor(7)).isTrue();
    assertThat(full.hasRoomFor(8)).isFalse();
    assertThat(Standing.MOST).isLessThan(1L << 53);
  }
}
