package org.gibsey.api.chats;

import java.time.Duration;

/**
 * How much is done for chats at once.
 *
 * @param turns turns written at once, 1 to 10,000
 * @param readers streams of turns read at once, 1 to 100,000
 * @param readerPatience how long a reader may take nothing of what is sent, 2 s to 10 min; twice
 *     the time between signs of life, without which an idle stream would be a deaf one
 * @param lostAfter a turn is given up when its process said nothing for so long, 1 s to 1 h; the
 *     same for all processes
 */
public record ChatSettings(int turns, int readers, Duration readerPatience, Duration lostAfter) {
  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(10);

  public ChatSettings {
    require("--max-turns", turns, 10_000);
    require("--max-turn-readers", readers, 100_000);
    require("--reader-patience", readerPatience, LEAST, MOST);
    require("--turn-lost-after", lostAfter, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** What is used when nothing else is said. */
  public static ChatSettings defaults() {
    return new ChatSettings(64, 2_000, Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  private static void require(String option, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms, allowed are %d to %d ms"
              .formatted(option, value.toMillis(), least.toMillis(), most.toMillis()));
    }
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are 1 to %d".formatted(option, value, most));
    }
  }
}
