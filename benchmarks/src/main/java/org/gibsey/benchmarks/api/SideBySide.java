package org.gibsey.benchmarks.api;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.Spread;

/** What the API leaves of the rate of the shards' own client, and what it adds to its latency. */
final class SideBySide {
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> rateRatios = new ArrayList<>();
  private final List<Double> shardRates = new ArrayList<>();
  private final List<Double> medians = new ArrayList<>();
  private final List<Double> shardMedians = new ArrayList<>();
  private final List<Double> tails = new ArrayList<>();
  private final List<Double> shardTails = new ArrayList<>();
  private final List<Double> added = new ArrayList<>();

  /** One round: each is asked in turn, by one client and by many. */
  void round(
      ClosedLoop.Clients shards, ClosedLoop.Clients api, int clients, Duration time, int questions)
      throws Exception {
    Percentiles ofShards = new Percentiles(ClosedLoop.serial(shards, questions));
    Percentiles ofApi = new Percentiles(ClosedLoop.serial(api, questions));
    shardMedians.add(ofShards.millis(50));
    shardTails.add(ofShards.millis(99));
    medians.add(ofApi.millis(50));
    tails.add(ofApi.millis(99));
    added.add(ofApi.millis(50) - ofShards.millis(50));
    double shardRate = ClosedLoop.perSecond(shards, clients, time);
    double rate = ClosedLoop.perSecond(api, clients, time);
    shardRates.add(shardRate);
    rates.add(rate);
    rateRatios.add(rate / shardRate);
  }

  /** Median of the API's searches per second. */
  double capacity() {
    return spread(rates).median();
  }

  void print(PrintWriter out, int clients) {
    line(out, "searches/s, shards' client, " + clients + " at once", shardRates);
    line(out, "searches/s, API, " + clients + " at once", rates);
    line(out, "API / shards' client", rateRatios);
    line(out, "p50 ms, shards' client, one at a time", shardMedians);
    line(out, "p50 ms, API", medians);
    line(out, "p50 ms that the API adds", added);
    line(out, "p99 ms, shards' client", shardTails);
    line(out, "p99 ms, API", tails);
    out.flush();
  }

  private static void line(PrintWriter out, String what, List<Double> values) {
    Report.line(out, what, values);
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
