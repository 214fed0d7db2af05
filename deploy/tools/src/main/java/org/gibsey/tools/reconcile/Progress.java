package org.gibsey.tools.reconcile;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says every two seconds how far a run has come. */
final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final String collection;
  private final Tally tally;
  private final long began = System.nanoTime();
  private long comparingSince = began;
  private long shownAt = began;
  private long expected;

  Progress(PrintWriter out, String collection, Tally tally) {
    this.out = out;
    this.collection = collection;
    this.tally = tally;
  }

  /**
   * Comparing begins.
   *
   * @param rows in the index: nobody knows how many Cassandra has without reading them
   */
  void expect(long rows) {
    expected = rows;
    comparingSince = System.nanoTime();
  }

  void show() {
    long now = System.nanoTime();
    if (now - shownAt < EVERY.toNanos()) {
      return;
    }
    shownAt = now;
    double seconds = (now - comparingSince) / 1e9;
    out.printf(
        Locale.ROOT,
        "  %s: %,d of about %,d rows compared, %,.0f per second, %,d differ so far%n",
        collection,
        tally.compared(),
        Math.max(expected, tally.compared()),
        tally.compared() / seconds,
        tally.differing());
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
