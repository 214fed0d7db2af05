package org.gibsey.api.health;

import java.time.Duration;
import java.util.function.Supplier;

/** Something this process cannot do its work without. */
public final class Dependency {
  private static final Duration MAX_AGE = Duration.ofMillis(500);

  private final String name;
  private final Recent<State> state;

  /**
   * A dependency.
   *
   * @param name as shown to operators and used as a metric tag
   * @param probe finds out its state; never throws, and returns within a deadline of its own
   */
  public Dependency(String name, Supplier<State> probe) {
    this.name = name;
    this.state = new Recent<>(MAX_AGE, probe);
  }

  String name() {
    return name;
  }

  /** Its state, at most half a second old. */
  State state() {
    return state.get();
  }

  /**
   * Whether the dependency works.
   *
   * @param degraded whether something else does its work meanwhile; only when it is not up
   * @param detail for operators: what it is, or what is missing
   */
  public record State(boolean up, boolean degraded, String detail) {
    /** A dependency for which nothing stands in. */
    public State(boolean up, String detail) {
      this(up, false, detail);
    }
  }
}
