package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Another JVM of the same kind as this one, which ends with this one. Its output is a file. */
final class ChildProcess implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final long STOP_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path output;
  private final Thread killer;

  private ChildProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.killer = new Thread(process::destroyForcibly, "kill-" + name);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Something that may be so or not, or cannot be found out yet. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Starts a JVM.
   *
   * @param folder an existing folder for its output and its temporary files
   * @param arguments options of the JVM, the main class and its arguments
   */
  static ChildProcess start(
      String name, Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tool("java").toString()));
    command.addAll(arguments);
    Path output = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(name, builder.start(), output);
  }

  /** A program of the JDK that runs this process. */
  static Path tool(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program);
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until something holds.
   *
   * @throws IOException when the process ends before, or it does not hold in time
   */
  void await(String what, Duration time, Condition condition) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (!holds(condition)) {
      if (hasEnded() || System.nanoTime() - end > 0) {
        throw new IOException(
            "%s: %s did not come to pass; its output: %s"
                .formatted(name, what, Files.readString(output)));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether it is no more. */
  boolean hasEnded() {
    return !process.isAlive();
  }

  /** Whether its output holds a line. */
  boolean said(String line) throws IOException {
    return Files.readAllLines(output).contains(line);
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false; // not yet
    }
  }
}
