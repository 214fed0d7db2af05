package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.api.FakeCredits;
import org.junit.jupiter.api.Test;

final class EarnCreditsTest {
  private static final CreditSettings SETTINGS = CreditSettings.defaults();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(2);
  private final AtomicInteger given = new AtomicInteger();
  private final FakeCredits credits =
      new FakeCredits(SETTINGS, Clock.systemUTC()) {
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // waits without the lock
        public long earn(String ownerId, Earning earning, String operation) {
          begun.countDown();
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
          given.incrementAndGet();
          return super.earn(ownerId, earning, operation);
        }
      };

  @Test
  void givesUpWhatIsTooMuchAndCountsIt() throws Exception {
    EarnCredits earning = earning(Duration.ofSeconds(30), 3);
    for (int i = 0; i < 10; i++) {
      earning.asked("ada", "question " + i);
      if (i == 1) {
        // Both threads are at work; the next ones wait.
        begun.await();
      }
    }
    assertThat(lost("full")).isEqualTo(5);
    assertThat(metrics.get("gibsey.credits.earning.waiting").gauge().value()).isEqualTo(3);
    held.countDown();
    earning.close();
    assertThat(given.get()).isEqualTo(5);
    assertThat(metrics.get("gibsey.credits.earned").tag("for", "asking").counter().count())
        .isEqualTo(5);
    earning.asked("ada", "too late");
    assertThat(lost("stopped")).isEqualTo(1);
  }

  @Test
  void endsInTimeAndCountsWhatItDidNotGive() throws Exception {
    EarnCredits earning = earning(Duration.ofMillis(1), 10);
    for (int i = 0; i < 7; i++) {
      earning.saved("ada", "a-book", i, 1);
    }
    begun.await();
    earning.close();
    assertThat(lost("stopped")).isEqualTo(5);
    assertThat(given.get()).isZero();
  }

  @Test
  void asksTheLedgerNoMoreThanItNeedsTo() throws Exception {
    held.countDown();
    EarnCredits earning = earning(Duration.ofSeconds(30), 1_000);
    for (int i = 0; i < 20; i++) {
      earning.asked("ada", "question " + i);
    }
    awaitGiven(20);
    // The day's most are reached, which this process knows.
    for (int i = 20; i < 200; i++) {
      earning.asked("ada", "question " + i);
    }
    earning.asked("bob", "question 1");
    earning.close();
    assertThat(given.get()).isEqualTo(21);
  }

  private void awaitGiven(int times) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (metrics.get("gibsey.credits.earned").tag("for", "asking").counter().count() < times) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private EarnCredits earning(Duration stopWithin, int mostWaiting) {
    return new EarnCredits(credits, SETTINGS, Clock.systemUTC(), metrics, stopWithin, mostWaiting);
  }

  private double lost(String reason) {
    return metrics.get("gibsey.credits.earning.lost").tag("reason", reason).counter().count();
  }
}
