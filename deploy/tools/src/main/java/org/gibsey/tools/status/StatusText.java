package org.gibsey.tools.status;

import org.gibsey.tools.search.IndexStats;
import org.jspecify.annotations.Nullable;

/** The status as a person reads it. */
final class StatusText {

  private StatusText() {}

  static String render(StackStatus status) {
    StringBuilder out = new StringBuilder();
    line(out, "%-12s %-5s %8s %10s %10s".formatted("process", "state", "pid", "memory", "running"));
    for (ProcessLine process : status.processes()) {
      if (process.up()) {
        line(
            out,
            "%-12s %-5s %8d %6d MiB %10s"
                .formatted(
                    process.name(),
                    "up",
                    process.pid(),
                    process.rssMib(),
                    duration(process.uptimeSeconds())));
      } else {
        line(out, "%-12s %-5s %8s".formatted(process.name(), "DOWN", "-"));
      }
    }
    line(out, "%-12s %-5s %8s %6d MiB".formatted("together", "", "", status.rssMib()));
    out.append('\n');
    ConnectorState connector = status.connector();
    line(
        out,
        "connector    %s (%s), %d of %d tasks run"
            .formatted(
                connector.state(), connector.name(), connector.tasksRunning(), connector.tasks()));
    JobState job = status.job();
    line(
        out,
        "job          %s (%s), last checkpoint %s"
            .formatted(job.state(), job.name(), checkpoint(job)));
    line(out, "embeddings   %s".formatted(embeddings(status.embeddings())));
    line(out, "lag          %s".formatted(count(status.changesBehind(), "change events to read")));
    line(out, "dead letters %s".formatted(count(status.deadLetters(), "messages")));
    search(out, status);
    return out.toString();
  }

  private static String embeddings(@Nullable Embeddings counts) {
    if (counts == null) {
      return "unknown: the job does not tell";
    }
    return "%d computed, %d saved".formatted(counts.computed(), counts.saved())
        + (counts.cacheFailures() == 0
            ? ""
            : ", %d failures of the cache".formatted(counts.cacheFailures()));
  }

  private static String checkpoint(JobState job) {
    Double age = job.checkpointAgeSeconds();
    return age == null ? "none" : duration(Math.round(age)) + " ago";
  }

  private static String count(@Nullable Long number, String what) {
    return number == null ? "unknown: Kafka is down" : number + " " + what;
  }

  private static void search(StringBuilder out, StackStatus status) {
    IndexStats index = status.index();
    if (index == null) {
      line(out, "search       DOWN");
      return;
    }
    line(
        out,
        "search       %d rows, %d passages, %d of %d shards answer"
            .formatted(index.rows(), index.passages(), index.shardsLive(), index.shards()));
    Double age = status.freshnessSeconds();
    line(
        out,
        "freshness    %s"
            .formatted(
                age == null
                    ? "nothing is searchable yet"
                    : "newest searchable row was written at "
                        + index.newestWriteTime()
                        + ", "
                        + duration(Math.round(age))
                        + " ago"));
  }

  /** 42 s, 3 min 5 s, 2 h 10 min or 4 d 3 h. */
  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }

  private static void line(StringBuilder out, String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
