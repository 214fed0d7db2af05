package org.gibsey.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The indexing job.
 *
 * @param id null when Flink does not know such a job, or does not answer
 * @param state Flink's word for it, {@code RUNNING} if all is well
 * @param checkpointAgeSeconds since its last complete checkpoint; null when it has none
 * @param restarts how often it was restarted, or restored from a checkpoint, since it was submitted
 */
record JobState(
    String name,
    @Nullable String id,
    String state,
    @Nullable Double checkpointAgeSeconds,
    long restarts) {

  static JobState absent(String name) {
    return new JobState(name, null, "ABSENT", null, 0);
  }

  /** Of all jobs that ever had the name, the one submitted last. */
  static Optional<JsonNode> newest(JsonNode overview, String name) {
    return StreamSupport.stream(overview.path("jobs").spliterator(), false)
        .filter(job -> job.path("name").asText().equals(name))
        .max(Comparator.comparingLong(job -> job.path("start-time").asLong()));
  }

  static JobState of(JsonNode job, Optional<JsonNode> checkpoints, long nowMillis) {
    JsonNode done = checkpoints.map(all -> all.path("latest").path("completed")).orElse(null);
    long at = done == null ? 0 : done.path("latest_ack_timestamp").asLong();
    return new JobState(
        job.path("name").asText(),
        job.path("jid").asText(),
        job.path("state").asText(),
        at == 0 ? null : Math.max(0, nowMillis - at) / 1000.0,
        checkpoints.map(all -> all.path("counts").path("restored").asLong()).orElse(0L));
  }

  boolean up() {
    return state.equals("RUNNING");
  }
}
