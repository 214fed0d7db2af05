package org.gibsey.api.chats;

import java.time.Duration;

/**
 * How much is done for chats at once.
 *
 * @param turns turns written at once, 1 to 10,000
 * @param readers streams of turns read at once, 1 to 100,000
 * @param readerPatience how long a reader may take nothing of what is sent, 100 ms to 10 min
 */
public record ChatSettings(int turns, int readers, Duration readerPatience) {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMinutes(10);

  public ChatSettings {
    require("--max-turns", turns, 10_000);
    require("--max-turn-readers", readers, 100_000);
    if (readerPatience.compareTo(LEAST) < 0 || readerPatience.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "--reader-patience is %d ms, allowed are %d to %d ms"
              .formatted(readerPatience.toMillis(), LEAST.toMillis(), MOST.toMillis()));
    }
  }

  /** What is used when nothing else is said. */
  public static ChatSettings defaults() {
    return new ChatSettings(64, 2_000, Duration.ofSeconds(20));
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are 1 to %d".formatted(option, value, most));
    }
  }
}
