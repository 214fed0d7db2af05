package org.gibsey.indexing.index;

/** The state of the index does not fit the configuration; the message says what to do. */
public final class UnfitStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnfitStateException(String message) {
    super(message);
  }
}
