package org.gibsey.tools.path;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.search.Poll;

/** Prints a line per step with its time, counted from the write before it. */
final class StepReport {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final PrintWriter out;
  private final Duration patience;
  private final boolean details;
  private long writtenAt = System.nanoTime();

  StepReport(PrintWriter out, Duration patience, boolean details) {
    this.out = out;
    this.patience = patience;
    this.details = details;
  }

  /** Cassandra has just acknowledged a write: the clock of the next steps starts. */
  void written(String statement) {
    writtenAt = System.nanoTime();
    detail(statement);
  }

  void detail(String text) {
    if (details) {
      out.println("    " + text);
      out.flush();
    }
  }

  /**
   * @throws ToolException if it does not come true in time
   */
  void await(String step, String suspects, BooleanSupplier condition) {
    boolean came = Poll.until(patience, PAUSE, condition);
    double milliseconds = (System.nanoTime() - writtenAt) / 1e6;
    out.printf(Locale.ROOT, "%-6s %-58s %9.1f ms%n", came ? "ok" : "FAILED", step, milliseconds);
    out.flush();
    if (!came) {
      throw new ToolException(
          step + ": not within " + patience.toSeconds() + " s; look at " + suspects);
    }
  }
}
