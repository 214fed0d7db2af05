package org.gibsey.verification.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.gibsey.verification.faults.Difference.Kind;

/** Counts by kind of fault, for people; written anew after every run. */
final class Report {
  private static final String HEAD =
      "%-32s %4s %7s %7s %7s %8s %5s %10s %12s %6s  %s%n"
          .formatted(
              "fault",
              "runs",
              "rows",
              "gone",
              "writes",
              "refused",
              "lost",
              "duplicated",
              "resurrected",
              "stale",
              "seconds to recover: median (range)");

  private final Path file;
  private final long seed;
  private final Map<Fault, List<RunResult>> results = new EnumMap<>(Fault.class);

  Report(Path file, long seed) {
    this.file = file;
    this.seed = seed;
  }

  void add(RunResult result) throws IOException {
    results.computeIfAbsent(result.run().fault(), fault -> new ArrayList<>()).add(result);
    Files.writeString(file, text());
  }

  String text() {
    StringBuilder text = new StringBuilder("seed " + seed + "\n" + HEAD);
    List<RunResult> all = new ArrayList<>();
    results.forEach(
        (fault, runs) -> {
          text.append(line(fault.toString(), runs));
          all.addAll(runs);
        });
    return text.append(line("all", all)).toString();
  }

  private static String line(String name, List<RunResult> runs) {
    return String.format(
        Locale.ROOT,
        "%-32s %4d %7d %7d %7d %8d %5d %10d %12d %6d  %s%n",
        name,
        runs.size(),
        sum(runs, RunResult::rows),
        sum(runs, RunResult::gone),
        sum(runs, RunResult::written),
        sum(runs, RunResult::refused),
        sum(runs, run -> run.count(Kind.LOST)),
        sum(runs, run -> run.count(Kind.DUPLICATED)),
        sum(runs, run -> run.count(Kind.RESURRECTED)),
        sum(runs, run -> run.count(Kind.STALE)),
        seconds(runs));
  }

  private static long sum(List<RunResult> runs, ToLongFunction<RunResult> value) {
    return runs.stream().mapToLong(value).sum();
  }

  private static String seconds(List<RunResult> runs) {
    double[] sorted = runs.stream().mapToDouble(RunResult::seconds).sorted().toArray();
    return sorted.length == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f (%.1f-%.1f)",
            (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
            sorted[0],
            sorted[sorted.length - 1]);
  }
}
