package org.gibsey.api.trace;

import org.jspecify.annotations.Nullable;

/**
 * What Kafka has of a row.
 *
 * @param change its newest change, or null when none was found
 * @param refusal its newest dead letter, or null when none was found
 * @param reach how far was looked
 */
public record LogFindings(@Nullable CapturedChange change, @Nullable Refusal refusal, Reach reach) {
  static final LogFindings UNAVAILABLE = new LogFindings(null, null, Reach.NONE);

  /** How far was looked. */
  public enum Reach {
    /** Everything since the time in question. */
    ALL,
    /** The newest records only: there are too many, or time was up. */
    PART,
    /** Kafka did not answer. */
    NONE
  }
}
