package org.gibsey.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.gibsey.api.admission.Gate.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void letsInAsManyAsThereArePlacesAndRefusesWhoCannotEvenWait() throws Exception {
    Gate gate = new Gate(2, 0, PATIENT);
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    assertThat(gate.isFull()).isFalse();
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    assertThat(gate.isFull()).isTrue();
    assertThat(gate.enter()).isEqualTo(Entry.FULL);
    gate.leave();
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
  }

  @Test
  void servesThoseWhoWaitInTheOrderInWhichTheyCame() throws Exception {
    Gate gate = new Gate(1, 3, PATIENT);
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    List<Future<Entry>> waiting = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      waiting.add(threads.submit(gate::enter));
      int known = i;
      await(() -> gate.waiting() == known);
    }
    for (Future<Entry> next : waiting) {
      gate.leave();
      assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo(Entry.ENTERED);
    }
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void tellsWhoHasWaitedTooLong() throws Exception {
    Gate gate = new Gate(1, 1, Duration.ofMillis(1));
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    assertThat(gate.enter()).isEqualTo(Entry.TOO_LATE);
    assertThat(gate.waiting()).isZero();
    gate.leave();
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
  }

  @Test
  void whoIsInterruptedTakesNoPlace() throws Exception {
    Gate gate = new Gate(1, 1, PATIENT);
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    Future<Entry> waiting =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return gate.enter();
            });
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    gate.leave();
    assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
  }

  @Test
  void neverLetsInTooManyAndLosesNoPlace() throws Exception {
    int places = 3;
    Gate gate = new Gate(places, 4, Duration.ofMillis(1));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      callers.add(threads.submit(() -> enterOften(gate, inside, most)));
    }
    int entered = 0;
    for (Future<Integer> caller : callers) {
      entered += caller.get(60, TimeUnit.SECONDS);
    }
    assertThat(entered).isPositive();
    assertThat(most.get()).isBetween(1, places);
    for (int i = 0; i < places; i++) {
      assertThat(gate.enter()).isEqualTo(Entry.ENTERED);
    }
  }

  private static int enterOften(Gate gate, AtomicInteger inside, AtomicInteger most)
      throws InterruptedException {
    int entered = 0;
    for (int i = 0; i < 500; i++) {
      if (gate.enter() == Entry.ENTERED) {
        entered++;
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        if (i % 2 == 0) {
          LockSupport.parkNanos(1);
        }
        inside.decrementAndGet();
        gate.leave();
      }
    }
    return entered;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
