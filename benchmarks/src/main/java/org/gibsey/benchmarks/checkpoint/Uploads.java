package org.gibsey.benchmarks.checkpoint;

import java.util.List;
import java.util.Locale;
import org.gibsey.benchmarks.Spread;

/** Several checkpoints in a row. */
record Uploads(List<Upload> all) {
  Uploads {
    all = List.copyOf(all);
  }

  /** Of the checkpoints. */
  double median() {
    return Spread.of(all.stream().mapToDouble(Upload::amplification).toArray()).median();
  }

  /** All that was uploaded over all that changed. */
  double mean() {
    return (double) all.stream().mapToLong(Upload::uploaded).sum()
        / all.stream().mapToLong(Upload::changed).sum();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.2f  mean %.2f  most %.2f  largest new share of the state %.2f  state %.0f MB"
            + "  checkpoint median %.0f ms",
        median(),
        mean(),
        all.stream().mapToDouble(Upload::amplification).max().orElseThrow(),
        all.stream().mapToDouble(Upload::newShare).max().orElseThrow(),
        all.getLast().state() / 1e6,
        Spread.of(all.stream().mapToDouble(Upload::millis).toArray()).median());
  }
}
