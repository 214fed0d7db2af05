package org.gibsey.api.credits;

import java.time.Instant;

/**
 * A line of an owner's ledger, never changed once it is made.
 *
 * @param entry its number, from 1, without gaps; the newest has the highest
 * @param amount credits that came, or negative those that went
 * @param balanceAfter the sum of the amounts up to this one, from 0
 * @param operation id of what it was made for; another entry of the same operation has another kind
 * @param detail what for, in words; empty when there is nothing to say
 */
public record Entry(
    long entry,
    Kind kind,
    long amount,
    long balanceAfter,
    String operation,
    String detail,
    Instant madeAt) {
  /** What an entry was made for. */
  public enum Kind {
    /** What every account begins with. */
    OPENING,
    /** Somebody who runs the club gave it. */
    GRANT,
    /** {@link Credits.Earning#ASKING}. */
    ASKING,
    /** {@link Credits.Earning#SAVING}. */
    SAVING,
    /** Set aside for something that goes on. */
    RESERVE,
    /** What was set aside and not needed came back. */
    SETTLE
  }
}
