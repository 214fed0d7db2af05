package org.gibsey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoadTest {
  @Test
  void runsTheWorkInEveryThread() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    assertThat(Load.ofThreads(3, runs::incrementAndGet).wallSeconds()).isPositive();
    assertThat(runs).hasValue(3);
  }

  @Test
  void throwsWhatTheWorkThrew() {
    IOException failure = new IOException("broken");
    assertThatThrownBy(
            () ->
                Load.ofThreads(
                    2,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }
}
