package org.gibsey.benchmarks.api;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.benchmarks.Percentiles;

/**
 * Ten times as many requests as can be served: what becomes of those that are served, and after.
 */
final class Overload {
  private static final double NORMAL = 0.5;
  private static final double TIMES = 10;
  private static final int CONNECTIONS = 96;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration AFTER = Duration.ofSeconds(6);
  private static final long WINDOW_NANOS = 500_000_000;
  private static final double BOUND = 3;

  private final int port;
  private final double capacity;
  private final Duration time;
  private final List<byte[]> requests;

  private final List<Double> normalTails = new ArrayList<>();
  private final List<Double> acceptedTails = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> offered = new ArrayList<>();
  private final List<Double> served = new ArrayList<>();
  private final List<Double> refusedMedians = new ArrayList<>();
  private final List<Double> refusedTails = new ArrayList<>();
  private final List<Double> recoveries = new ArrayList<>();
  private long wrong;

  /**
   * @param capacity searches per second that the API can serve
   * @param time length of each part
   */
  Overload(int port, double capacity, Duration time, List<byte[]> requests) {
    this.port = port;
    this.capacity = capacity;
    this.time = time;
    this.requests = requests;
  }

  void round() throws Exception {
    var unused = run(NORMAL, WARM_UP);
    double normal = Report.latency(run(NORMAL, time)).millis(99);
    List<Outcome> overload = run(TIMES, time);
    List<Outcome> after = run(NORMAL, AFTER);
    Percentiles accepted = Report.latency(overload.stream().filter(Outcome::accepted).toList());
    List<Outcome> refused = overload.stream().filter(outcome -> !outcome.accepted()).toList();
    wrong += refused.stream().filter(o -> o.status() != 503 && o.status() != 429).count();
    normalTails.add(normal);
    acceptedTails.add(accepted.millis(99));
    ratios.add(accepted.millis(99) / normal);
    double seconds = seconds(overload);
    offered.add(overload.size() / seconds);
    served.add((overload.size() - refused.size()) / seconds);
    refusedMedians.add(Report.latency(refused).millis(50));
    refusedTails.add(Report.latency(refused).millis(99));
    recoveries.add(recovery(after, normal));
  }

  void print(PrintWriter out) {
    Report.line(out, "requests/s offered", offered);
    Report.line(out, "requests/s served meanwhile", served);
    Report.line(out, "p99 ms at half of the capacity", normalTails);
    Report.line(out, "p99 ms of those served in overload", acceptedTails);
    Report.line(out, "overload / half of the capacity", ratios);
    Report.line(out, "p50 ms of a refusal", refusedMedians);
    Report.line(out, "p99 ms of a refusal", refusedTails);
    Report.line(out, "seconds until all is as before", recoveries);
    out.printf("answers that are neither 200, 429 nor 503: %d%n", wrong);
    out.flush();
  }

  private List<Outcome> run(double load, Duration length) throws Exception {
    return OpenLoop.run(port, load * capacity, length, CONNECTIONS, requests);
  }

  private static double seconds(List<Outcome> outcomes) {
    long end = outcomes.stream().mapToLong(o -> o.dueNanos() + o.nanos()).max().orElseThrow();
    return (end - outcomes.getFirst().dueNanos()) / 1e9;
  }

  /** Seconds to the first half of a second in which all are served, and as fast as normally. */
  private static double recovery(List<Outcome> after, double normalTail) {
    long start = after.getFirst().dueNanos();
    for (long window = 0; window < AFTER.toNanos() / WINDOW_NANOS; window++) {
      long from = start + window * WINDOW_NANOS;
      List<Outcome> due =
          after.stream()
              .filter(o -> o.dueNanos() - from >= 0 && o.dueNanos() - from < WINDOW_NANOS)
              .toList();
      if (due.stream().allMatch(Outcome::accepted)
          && Report.latency(due).millis(99) <= BOUND * normalTail) {
        return window * WINDOW_NANOS / 1e9;
      }
    }
    return AFTER.toSeconds();
  }
}
