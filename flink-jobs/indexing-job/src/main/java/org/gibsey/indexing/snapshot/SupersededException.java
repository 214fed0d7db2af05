package org.gibsey.indexing.snapshot;

/** A later attempt publishes the shard by now. */
final class SupersededException extends Exception {
  private static final long serialVersionUID = 1L;

  SupersededException(String message) {
    super(message);
  }
}
