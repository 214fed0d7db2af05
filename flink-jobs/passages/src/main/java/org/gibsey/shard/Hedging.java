package org.gibsey.shard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call that is late is sent a second time, over a connection of its own, to the same
 * server; the first answer counts and the other call is cancelled.
 *
 * <p>Every shard has one live server, so this helps against a connection that stalls, by a lost
 * packet or behind a large answer, and against bad luck in the server's queue; not against a server
 * that is slow. At most one call in twenty is sent twice.
 *
 * @param after how long to wait for an answer first, more than 0; null for no second call
 */
public record Hedging(@Nullable Duration after) {
  /** No call is sent twice. */
  public static final Hedging OFF = new Hedging(null);

  public Hedging {
    if (after != null && !after.isPositive()) {
      throw new IllegalArgumentException("hedging must wait for more than 0 s, not " + after);
    }
  }
}
