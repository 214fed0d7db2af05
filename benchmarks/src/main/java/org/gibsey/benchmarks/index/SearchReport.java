package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.gibsey.benchmarks.Percentiles;

/** Prints what a run found out. */
final class SearchReport {
  private final PrintWriter out;

  SearchReport(PrintWriter out) {
    this.out = out;
  }

  void builds(List<Contenders.Build> builds) {
    out.printf("%n%-15s %8s %8s %8s %9s%n", "build", "wall s", "CPU s", "MB", "segments");
    for (Contenders.Build build : builds) {
      out.printf(
          Locale.ROOT,
          "%-15s %8.1f %8.1f %8.0f %9d%n",
          build.name(),
          build.load().wallSeconds(),
          build.load().cpuSeconds(),
          build.bytes() / 1e6,
          build.segments());
    }
    out.flush();
  }

  /** One line for each setting; searches per second are medians with their range. */
  void settings(List<SearchRuns.Setting> settings) {
    out.printf(
        "%n%-15s %10s %-16s %3s %9s %24s %24s %22s %7s %7s%n",
        "search",
        "candidates",
        "filter",
        "%",
        "recall@10",
        "1 thread/s",
        "all threads/s",
        "CPU us",
        "p50 ms",
        "p99 ms");
    for (SearchRuns.Setting setting : settings) {
      SearchRuns runs = setting.runs();
      Percentiles latency = runs.latency();
      out.printf(
          Locale.ROOT,
          "%-15s %10s %-16s %3d %9.4f %24s %24s %22s %7.3f %7.3f%n",
          setting.contender().name(),
          setting.candidates() == 0 ? "default" : setting.candidates(),
          setting.narrowing().name(),
          setting.narrowing().percent(),
          runs.recall(),
          runs.serialPerSecond(),
          runs.parallelPerSecond(),
          runs.processorMicrosPerQuestion(),
          latency.millis(50),
          latency.millis(99));
    }
    out.flush();
  }
}
