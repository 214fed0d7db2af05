package org.gibsey.shard;

/** Not every shard of the collection answered in time, so that there is no whole answer. */
public final class ShardsUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public ShardsUnavailableException(String message) {
    super(message);
  }

  public ShardsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
