package org.gibsey.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one of the scripts under {@code deploy/} as a user would. */
public final class Script {
  private final Path checkout;
  private final Map<String, String> environment;

  Script(Path checkout, Map<String, String> environment) {
    this.checkout = checkout;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What a script printed and how it ended.
   *
   * @param exit its exit code
   * @param output standard output and error together
   */
  public record Outcome(int exit, String output) {
    public Outcome mustSucceed() {
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ":\n" + output);
      }
      return this;
    }
  }

  /** Runs {@code deploy/<name>} and waits; kills it and fails when it takes longer than allowed. */
  Outcome run(Duration atMost, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(checkout.resolve("deploy").resolve(name).toString()),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return "unreadable output: " + e;
              }
            });
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " took longer than " + atMost + ":\n" + output.join());
    }
    return new Outcome(process.exitValue(), output.join());
  }
}
