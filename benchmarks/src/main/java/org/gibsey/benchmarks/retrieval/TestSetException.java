package org.gibsey.benchmarks.retrieval;

/** A test set cannot be read; the message names the file, the line and what is expected there. */
public final class TestSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TestSetException(String message) {
    super(message);
  }
}
