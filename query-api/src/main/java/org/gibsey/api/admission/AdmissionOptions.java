package org.gibsey.api.admission;

import java.time.Duration;
import org.gibsey.api.DurationConverter;
import picocli.CommandLine.Option;

/** The options that say how much is done at once. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AdmissionOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";
  private static final int SEARCHES_PER_CORE = 2;

  @Option(
      names = "--max-searches",
      defaultValue = "${env:GIBSEY_MAX_SEARCHES:-0}",
      description = "Searches at once, 0 for two per core." + DEFAULTS_TO)
  private int searches;

  @Option(
      names = "--max-waiting-searches",
      defaultValue = "${env:GIBSEY_MAX_WAITING_SEARCHES:--1}",
      description = "Searches that wait for those, -1 for as many." + DEFAULTS_TO)
  private int waitingSearches;

  @Option(
      names = "--search-patience",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_SEARCH_PATIENCE:-50ms}",
      description = "Longest such wait." + DEFAULTS_TO)
  private Duration patience;

  @Option(
      names = "--max-requests",
      defaultValue = "${env:GIBSEY_MAX_REQUESTS:-256}",
      description = "Other requests at once." + DEFAULTS_TO)
  private int requests;

  @Option(
      names = "--stop-within",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_STOP_WITHIN:-10s}",
      description = "Time for what is under way when this is told to stop." + DEFAULTS_TO)
  private Duration stopWithin;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public AdmissionSettings settings() {
    int atOnce =
        searches == 0 ? SEARCHES_PER_CORE * Runtime.getRuntime().availableProcessors() : searches;
    return new AdmissionSettings(
        atOnce, waitingSearches == -1 ? atOnce : waitingSearches, patience, requests, stopWithin);
  }
}
