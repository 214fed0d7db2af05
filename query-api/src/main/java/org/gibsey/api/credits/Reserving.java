package org.gibsey.api.credits;

import java.util.Objects;
import java.util.UUID;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** One call to reserve, and its row among the open reservations. */
final class Reserving {
  private final OpenReservations open;
  private final ReservationKey key;
  private final UUID attempt;
  private boolean announced;

  Reserving(OpenReservations open, ReservationKey key, UUID attempt) {
    this.open = open;
    this.key = key;
    this.attempt = attempt;
  }

  /** Must come before the ledger changes: a sweeper finds the reservation by it. */
  void announce() {
    if (!announced) {
      open.announce(key, attempt);
      announced = true;
    }
  }

  /** Nothing was reserved by this call, nor ever will be. */
  void refused() {
    if (announced) {
      open.withdraw(key, attempt);
    }
  }

  /**
   * There is a reservation.
   *
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when it is settled already
   */
  Account made(Standing standing) {
    Mark mark = Objects.requireNonNull(standing.mark());
    if (mark.taken() != null) {
      refused();
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE,
          "What was to be paid for has ended meanwhile; nothing is reserved. Begin it anew.");
    }
    return standing.account(key.ownerId());
  }
}
