package org.gibsey.api.credits;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry that is to be appended to an owner's ledger, with what it makes of the ledger's standing
 * and of the operation's mark.
 *
 * @param key of {@link Operation}
 * @param before the standing that it was made from; appended only while that is how it stands
 * @param after the standing with the entry
 * @param attempt who appends it
 * @param marking what becomes of the mark
 */
record Change(
    String ownerId,
    String key,
    Standing before,
    Standing after,
    Entry.Kind kind,
    String detail,
    Instant madeAt,
    UUID attempt,
    Marking marking) {
  /** What becomes of an operation's mark. */
  sealed interface Marking {
    /** It is made, or nothing happens. */
    record Made() implements Marking {}

    /** It is made as that of a reservation that can no more be, or nothing happens. */
    record Barred() implements Marking {}

    /**
     * It is completed, or nothing happens.
     *
     * @param taken what the settlement takes
     */
    record Completed(long taken) implements Marking {}
  }

  /** Credits that come, or negative those that go. */
  long amount() {
    return after.balance() - before.balance();
  }

  /** Its line in the ledger. */
  Entry entry() {
    return new Entry(
        after.lastEntry(), kind, amount(), after.balance(), Operation.idOf(key), detail, madeAt);
  }
}
