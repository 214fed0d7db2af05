package org.gibsey.cdc.cassandra;

import org.jspecify.annotations.Nullable;

/**
 * Passes elements on one behind, so that the last one is known to be the last when it is passed on.
 * Confined to one thread.
 */
final class OneBehind<T> {
  private final Sink<T> sink;
  private @Nullable T held;

  OneBehind(Sink<T> sink) {
    this.sink = sink;
  }

  /** Holds an element and passes on the one before it. */
  void add(T element) throws InterruptedException {
    T before = held;
    held = element;
    if (before != null) {
      sink.accept(before, false);
    }
  }

  /**
   * Passes on the last element.
   *
   * @return false if there was none at all
   */
  boolean finish() throws InterruptedException {
    T last = held;
    held = null;
    if (last == null) {
      return false;
    }
    sink.accept(last, true);
    return true;
  }

  /** Where elements go. */
  interface Sink<T> {
    /** Takes the next element; {@code last} is true for the last one of all. */
    void accept(T element, boolean last) throws InterruptedException;
  }
}
