package org.gibsey.api.http;

import java.time.Duration;
import java.util.stream.LongStream;

/** Upper bounds of latency histograms: fine around the promised 30 ms, coarse up to time-outs. */
public final class LatencyBuckets {
  private LatencyBuckets() {}

  public static Duration[] all() {
    return LongStream.of(1, 2, 5, 10, 15, 20, 30, 50, 75, 100, 200, 500, 1_000, 2_000, 5_000)
        .mapToObj(Duration::ofMillis)
        .toArray(Duration[]::new);
  }
}
