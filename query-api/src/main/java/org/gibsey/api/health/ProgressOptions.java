package org.gibsey.api.health;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the indexing job is found, whose progress the metrics tell. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ProgressOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--job-group",
      defaultValue = "${env:GIBSEY_GROUP:-memory-indexing}",
      description = "Kafka consumer group of the indexing job." + DEFAULTS_TO)
  private String group;

  @Option(
      names = "--job-name",
      defaultValue = "${env:GIBSEY_JOB:-memory-indexing}",
      description = "Name of the indexing job in Flink." + DEFAULTS_TO)
  private String job;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "${env:GIBSEY_FLINK_URL:-" + Option.NULL_VALUE + "}",
      description = "Flink's REST interface, for the metrics of embedding. Default: not asked.")
  private @Nullable URI flink;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException when a value is not usable
   */
  public ProgressSettings settings() {
    return new ProgressSettings(group, job, flink);
  }
}
