package org.gibsey.tools.path;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.Locale;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.cql.CassandraOptions;
import org.gibsey.tools.search.ApiOptions;
import org.gibsey.tools.search.Poll;
import org.gibsey.tools.search.SearchApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code row-latency}: from the acknowledgement of a write to the moment when a search finds the
 * row.
 */
@Command(
    name = "row-latency",
    description = "Writes rows one by one and measures how soon each can be searched.",
    mixinStandardHelpOptions = true)
public final class RowLatencyCommand implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);

  @Mixin private CassandraOptions cassandra = new CassandraOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(
      names = "--writes",
      defaultValue = "50",
      description = "How many rows, from 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int writes;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    if (writes < 1 || writes > 10_000) {
      throw new ParameterException(
          spec.commandLine(), "--writes is " + writes + ", expected 1 to 10000");
    }
    double[] milliseconds = new double[writes];
    try (CqlSession session = cassandra.open();
        SearchApi search = api.open()) {
      for (int i = 0; i < writes; i++) {
        milliseconds[i] = measure(session, search);
      }
    }
    Latencies all = new Latencies(milliseconds);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-6s written to searchable, %d rows: p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
            "ok",
            writes,
            all.percentile(0.5),
            all.percentile(0.99),
            all.percentile(1));
  }

  private static double measure(CqlSession session, SearchApi search) {
    TestRow row = TestRow.make();
    RowSearch found = new RowSearch(search, row);
    try {
      row.insert(session, "A page that tells of " + row.firstWord() + " and of nothing else.");
      long writtenAt = System.nanoTime();
      if (!Poll.until(PATIENCE, PAUSE, () -> found.byWord(row.firstWord()).isPresent())) {
        throw new ToolException(
            "a row was not searchable within "
                + PATIENCE.toSeconds()
                + " s; look at deploy/status");
      }
      return (System.nanoTime() - writtenAt) / 1e6;
    } finally {
      row.execute(session, "DELETE FROM gibsey.pages");
    }
  }
}
