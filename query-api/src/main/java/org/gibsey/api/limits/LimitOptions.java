package org.gibsey.api.limits;

import picocli.CommandLine.Option;

/** Options of the command line that say how often somebody may ask. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LimitOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  // More than one machine of the size this was measured on can answer, and a bound all the same.
  @Option(
      names = "--rate-limit",
      paramLabel = "RATE[:BURST]",
      defaultValue = "${env:GIBSEY_RATE_LIMIT:-5000:10000}",
      description = "Requests per second of each caller, 0 for no limit." + DEFAULTS_TO)
  private String requests;

  // The burst lets one program open as many streams; --max-streams bounds those of all.
  @Option(
      names = "--generation-rate-limit",
      paramLabel = "RATE[:BURST]",
      defaultValue = "${env:GIBSEY_GENERATION_RATE_LIMIT:-200:2000}",
      description = "Answers per second of each caller, 0 for no limit." + DEFAULTS_TO)
  private String generation;

  @Option(
      names = "--guess-limit",
      paramLabel = "RATE[:BURST]",
      defaultValue = "${env:GIBSEY_GUESS_LIMIT:-5:50}",
      description =
          "Keys that are not valid per second from each address, 0 for no limit." + DEFAULTS_TO)
  private String guesses;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException when one is not a limit
   */
  public LimitSettings settings() {
    return new LimitSettings(
        RateLimit.parse("--rate-limit", requests),
        RateLimit.parse("--generation-rate-limit", generation),
        RateLimit.parse("--guess-limit", guesses));
  }
}
