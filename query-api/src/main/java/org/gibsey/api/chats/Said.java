package org.gibsey.api.chats;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of one speaker in a turn.
 *
 * @param text nothing but what was said
 * @param progress the last page that the reader had read, or null for all of them
 * @param saidAt to the millisecond
 * @param writeTimeMicros when they were stored, in microseconds since 1970
 */
public record Said(
    int turnNum,
    Speaker speaker,
    String text,
    @Nullable Integer progress,
    Instant saidAt,
    long writeTimeMicros) {
  /** Who speaks. */
  public enum Speaker {
    READER,
    CHARACTER;

    /** As it is stored and sent. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Speaker of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
