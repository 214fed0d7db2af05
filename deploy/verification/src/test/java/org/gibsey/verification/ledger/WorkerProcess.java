package org.gibsey.verification.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Worker} in a JVM of its own. */
final class WorkerProcess implements AutoCloseable {
  private static final String TIMESTAMPS =
      "datastax-java-driver.advanced.timestamp-generator.class";

  private final Process process;
  private final Path journal;
  private final BufferedReader output;

  private WorkerProcess(Process process, Path journal) {
    this.process = process;
    this.journal = journal;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param skewSeconds by which its clocks are ahead
   */
  static WorkerProcess start(
      int port, long seed, String prefix, int threads, int skewSeconds, Path journal)
      throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-D" + SkewedTimestamps.SKEW + "=" + skewSeconds,
                    "-D" + TIMESTAMPS + "=" + SkewedTimestamps.class.getName(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Worker.class.getName(),
                    String.valueOf(port),
                    String.valueOf(seed),
                    prefix,
                    String.valueOf(threads),
                    journal.toString()))
            .redirectError(journal.resolveSibling(journal.getFileName() + ".log").toFile())
            .start();
    return new WorkerProcess(process, journal);
  }

  Path journal() {
    return journal;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Tells it to begin nothing more. Its sweeper goes on. */
  void drain() throws IOException {
    process.outputWriter().write("drain\n");
    process.outputWriter().flush();
  }

  /** Returns when nothing goes on in it but its sweeper. */
  void awaitDrained() throws IOException {
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("drained")) {
        return;
      }
    }
    throw new AssertionError("a worker ended by itself; see " + journal + ".log");
  }

  /** Lets it end by itself. */
  @Override
  public void close() throws Exception {
    process.outputWriter().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("a worker did not end");
    }
  }
}
