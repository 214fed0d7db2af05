package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.gibsey.api.credits.OpenReservations.OpenRow;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final SweepSettings SETTINGS =
      new SweepSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));
  private static final ReservationKey ONE = new ReservationKey("reader", "one");
  private static final ReservationKey OTHER = new ReservationKey("reader", "other");
  private static final UUID ATTEMPT = new UUID(0, 1);
  private static final UUID LATER_ATTEMPT = new UUID(0, 2);

  private final Watch watch = new Watch(SETTINGS);
  // As any process's: it means nothing, and is about to overflow.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();

  @Test
  void givesUpWhatStoodStillForSoLong() {
    OpenRow row = new OpenRow(ONE, ATTEMPT, 4);
    look(0, row);
    for (int seconds = 5; seconds < 30; seconds += 5) {
      assertThat(look(5, row)).isEmpty();
    }
    assertThat(look(5, row)).containsExactly(ONE);
    assertThat(look(5, row)).containsExactly(ONE);
  }

  @Test
  void beginsAnewWithEachBeat() {
    look(0, new OpenRow(ONE, ATTEMPT, 1), new OpenRow(OTHER, ATTEMPT, 1));
    for (int beat = 2; beat < 8; beat++) {
      look(5, new OpenRow(ONE, ATTEMPT, beat), new OpenRow(OTHER, ATTEMPT, 1));
    }
    assertThat(look(0, new OpenRow(ONE, ATTEMPT, 7), new OpenRow(OTHER, ATTEMPT, 1)))
        .containsExactly(OTHER);
  }

  @Test
  void countsTheBeatOfAnyAttempt() {
    for (int beat = 1; beat < 20; beat++) {
      assertThat(look(5, new OpenRow(ONE, ATTEMPT, 1), new OpenRow(ONE, LATER_ATTEMPT, beat)))
          .isEmpty();
    }
  }

  @Test
  void doesNotCountTheTimeInWhichItCouldNotLook() {
    OpenRow row = new OpenRow(ONE, ATTEMPT, 1);
    look(0, row);
    assertThat(look(3_600, row)).isEmpty();
    assertThat(look(3_600, row)).isEmpty();
    assertThat(look(3_600, row)).containsExactly(ONE);
  }

  @Test
  void forgetsWhatIsNoMore() {
    OpenRow row = new OpenRow(ONE, ATTEMPT, 1);
    look(0, row);
    for (int i = 0; i < 5; i++) {
      look(5, row);
    }
    look(5);
    assertThat(look(5, row)).isEmpty();
  }

  private List<ReservationKey> look(int afterSeconds, OpenRow... rows) {
    now += Duration.ofSeconds(afterSeconds).toNanos();
    return List.copyOf(watch.look(List.of(rows), now).keySet());
  }
}
