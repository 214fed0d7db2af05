package org.gibsey.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point: one subcommand per question. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures a running stack (start it with deploy/up).",
    subcommands = {
      FreshnessBenchmark.class,
      SearchLatencyBenchmark.class,
      GoldenSetBenchmark.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
