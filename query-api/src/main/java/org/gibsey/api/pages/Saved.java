package org.gibsey.api.pages;

/** Told of every page that was written. Must neither wait nor fail. */
@FunctionalInterface
public interface Saved {
  /**
   * A page was written, and the write stands.
   *
   * @param callerId who wrote it, {@link org.gibsey.api.access.Caller#id}
   */
  void saved(String callerId, String bookId, int pageNum, long writeTimeMicros);
}
