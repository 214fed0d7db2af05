package org.gibsey.change;

/** How a record of a topic says that it was published again on purpose. */
public final class Replay {
  /**
   * Header of such a record, whatever its value: its row is told again even when it brings nothing
   * new, because what was made of the row before may not have worked.
   */
  public static final String HEADER = "gibsey.replay-of";

  private Replay() {}
}
