package org.gibsey.api.credits;

import java.util.Map;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** What to tell a reader who has too few credits. */
public final class Shortage {
  private Shortage() {}

  /**
   * The problem, with both numbers as members {@code balance} and {@code price}.
   *
   * @param balance what the reader can spend
   * @param price what is asked for, more than the balance
   */
  public static Problem of(long balance, long price) {
    return Problem.with(
        ProblemType.INSUFFICIENT_CREDITS,
        "This may cost up to %d credits and there are %d. Asking and saving earn credits."
            .formatted(price, balance),
        Map.of("balance", balance, "price", price));
  }
}
