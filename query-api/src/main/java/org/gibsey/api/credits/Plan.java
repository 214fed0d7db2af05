package org.gibsey.api.credits;

import java.util.function.Supplier;

/**
 * What an operation is to do about how the ledger stands.
 *
 * @param <T> what the operation returns
 */
sealed interface Plan<T> {
  /** Nothing is to be done any more. */
  record Answer<T>(T answer) implements Plan<T> {}

  /**
   * An entry is to be appended.
   *
   * @param answer what to return once it is
   */
  record Append<T>(Change change, Supplier<T> answer) implements Plan<T> {}

  /** Decides. May be asked several times, of a newer standing each time. */
  @FunctionalInterface
  interface Maker<T> {
    /**
     * The plan.
     *
     * @param mine whether the operation's mark is from this very attempt, of whose outcome nothing
     *     was known
     * @throws org.gibsey.api.http.Problem when the operation is refused
     */
    Plan<T> of(Standing standing, boolean mine);
  }
}
