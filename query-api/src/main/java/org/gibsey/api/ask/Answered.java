package org.gibsey.api.ask;

/** Told of every question that was answered. Must neither wait nor fail. */
@FunctionalInterface
public interface Answered {
  /**
   * A question was answered to its end.
   *
   * @param callerId who asked, {@link org.gibsey.api.access.Caller#id}
   */
  void answered(String callerId, Question question);
}
