package org.gibsey.embedding.remote;

import java.time.Duration;

/**
 * How a server of models is asked.
 *
 * @param batch most texts of one request, at least 1
 * @param requests requests under way at once, at least 1
 * @param queueCapacity texts that may wait before callers are held back, at least 1
 * @param timeout time for one request, its answer included
 * @param attempts most requests for the same texts, at least 1
 * @param firstPause pause before the second attempt; doubled before each further one, and varied by
 *     a quarter so that clients do not come back together
 * @param patience no further attempt begins after that time, nor waits longer than it, whatever
 *     {@code Retry-After} says
 */
public record RemoteSettings(
    int batch,
    int requests,
    int queueCapacity,
    Duration timeout,
    int attempts,
    Duration firstPause,
    Duration patience) {

  public RemoteSettings {
    if (batch < 1 || requests < 1 || queueCapacity < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "batch, requests, queueCapacity and attempts are at least 1, not %d, %d, %d, %d"
              .formatted(batch, requests, queueCapacity, attempts));
    }
  }

  /**
   * 32 texts in a request, 4 requests at once, 128 texts waiting; 30 s for a request, and 5
   * attempts that begin within a minute. A text has its vector or its error after 3 minutes at the
   * latest: its own batch and the one before it take at most 90 s each.
   */
  public static RemoteSettings defaults() {
    return new RemoteSettings(
        32, 4, 128, Duration.ofSeconds(30), 5, Duration.ofMillis(500), Duration.ofMinutes(1));
  }
}
