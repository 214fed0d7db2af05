package org.gibsey.cdc.mock;

import java.util.concurrent.TimeUnit;

/**
 * Bounds a rate: what was not taken in time stays available for one second, so an outage is not
 * followed by a flood.
 */
final class Pace {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private double available;
  private long last;

  /**
   * Starts with nothing available.
   *
   * @param perSecond the rate; 0 for none
   * @param now {@link System#nanoTime}
   */
  Pace(int perSecond, long now) {
    this.perSecond = perSecond;
    this.last = now;
  }

  /**
   * Takes what is available.
   *
   * @param most no more than this
   * @param now {@link System#nanoTime}, not before that of the last call
   * @return 0 to {@code most}
   */
  int take(int most, long now) {
    if (perSecond == 0) {
      return most;
    }
    available = Math.min(perSecond, available + (now - last) / NANOS * perSecond);
    last = now;
    int taken = (int) Math.min(most, available);
    available -= taken;
    return taken;
  }
}
