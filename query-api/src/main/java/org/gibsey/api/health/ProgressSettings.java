package org.gibsey.api.health;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the indexing job is found.
 *
 * @param group its consumer group in Kafka
 * @param job its name in Flink
 * @param flink address of Flink's REST interface, or null when it is not to be asked
 */
public record ProgressSettings(String group, String job, @Nullable URI flink) {
  public ProgressSettings {
    if (group.isBlank()) {
      throw new IllegalArgumentException("--job-group is empty");
    }
    if (job.isBlank()) {
      throw new IllegalArgumentException("--job-name is empty");
    }
    if (flink != null && !"http".equals(flink.getScheme()) && !"https".equals(flink.getScheme())) {
      throw new IllegalArgumentException("--flink is %s, expected http or https".formatted(flink));
    }
  }
}
