package org.gibsey.index;

/** A question's vector can't be compared with those of the index: another model or dimension. */
public final class ModelMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A vector that doesn't fit.
   *
   * @param message names both models or dimensions
   */
  public ModelMismatchException(String message) {
    super(message);
  }

  /** {@link #ModelMismatchException(String)} that was told by a shard. */
  public ModelMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
