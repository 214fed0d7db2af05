package org.gibsey.benchmarks.api;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.Spread;

/** A table, one figure a line. */
final class Report {
  private Report() {}

  /** The median of all rounds with their range. */
  static void line(PrintWriter out, String what, Spread spread) {
    out.printf(
        Locale.ROOT,
        "%-56s %10.2f [%.2f-%.2f]%n",
        what,
        spread.median(),
        spread.min(),
        spread.max());
    out.flush();
  }

  /** The median of all rounds with their range. */
  static void line(PrintWriter out, String what, List<Double> rounds) {
    line(out, what, Spread.of(rounds.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  static Percentiles latency(List<Outcome> outcomes) {
    return new Percentiles(outcomes.stream().mapToLong(Outcome::nanos).toArray());
  }
}
