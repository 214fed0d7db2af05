package org.gibsey.index;

/** A filter that the index can't answer: an unknown column, or a value that is not of its type. */
public final class InvalidFilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A filter that can't be answered.
   *
   * @param message names the column and what is allowed; may be shown to who asked
   */
  public InvalidFilterException(String message) {
    super(message);
  }

  /** {@link #InvalidFilterException(String)} that was told by a shard. */
  public InvalidFilterException(String message, Throwable cause) {
    super(message, cause);
  }
}
