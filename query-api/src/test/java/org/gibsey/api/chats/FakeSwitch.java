package org.gibsey.api.chats;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** A store as a whole, which may be away. */
final class FakeSwitch {
  private volatile boolean away;

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** A change or a look that nobody else comes between. */
  interface Change<T extends @Nullable Object> {
    T make();
  }

  synchronized <T extends @Nullable Object> T atomically(Change<T> change) {
    requireThere();
    return change.make();
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }
}
