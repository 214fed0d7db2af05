package org.gibsey.api.credits;

/** Brings to an end what a dead process has left behind. */
@FunctionalInterface
public interface Abandoned {
  /**
   * Ends it for good, so that nobody goes on with it, and tells what is to be paid. May be called
   * more than once for the same reservation.
   *
   * @return credits, from 0
   */
  long end(String ownerId, String reservation);
}
