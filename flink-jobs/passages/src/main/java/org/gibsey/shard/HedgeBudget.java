package org.gibsey.shard;

/**
 * How many calls may be sent a second time: at most one for twenty that were sent, saved up to ten.
 * When everything is slow, second attempts would only make it slower. The share is that of Dean and
 * Barroso, "The Tail at Scale", CACM 2013. Safe for use by many threads.
 */
final class HedgeBudget {
  private static final double FOR_EACH_CALL = 0.05;
  private static final double MOST = 10;

  private double left = MOST;

  synchronized void called() {
    left = Math.min(MOST, left + FOR_EACH_CALL);
  }

  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
