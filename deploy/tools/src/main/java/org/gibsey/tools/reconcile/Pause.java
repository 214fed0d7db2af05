package org.gibsey.tools.reconcile;

import java.time.Duration;
import org.gibsey.tools.ToolException;

/** Waits without looking. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted", e);
    }
  }
}
