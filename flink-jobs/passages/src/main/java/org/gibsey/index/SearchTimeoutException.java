package org.gibsey.index;

/** A search was given up because its time was over; there is no answer, not even a partial one. */
public final class SearchTimeoutException extends Exception {
  private static final long serialVersionUID = 1L;

  SearchTimeoutException() {
    super("the search did not end within its time");
  }
}
