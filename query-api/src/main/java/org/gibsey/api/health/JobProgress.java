package org.gibsey.api.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the indexing job is, found out every few seconds in a thread of its own, so that nobody
 * who reads the metrics waits for Kafka or Flink. What is not known is not a number.
 */
public final class JobProgress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String DEAD_LETTERS = "memory.dead-letters";

  private final ProgressSettings settings;
  private final Map<String, String> topics;
  private final KafkaProgress kafka;
  private final @Nullable FlinkCounts flink;
  private final Map<String, Double> known = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private JobProgress(String kafka, ProgressSettings settings, Map<String, String> topics) {
    this.settings = settings;
    this.topics = Map.copyOf(topics);
    this.kafka = new KafkaProgress(kafka, settings.group());
    this.flink =
        settings.flink() == null ? null : new FlinkCounts(settings.flink(), settings.job());
    this.thread = Thread.ofPlatform().name("job-progress").daemon(true).unstarted(this::run);
  }

  /**
   * Starts to follow the job.
   *
   * @param topics the topic with the change events of each collection, by the collection's name
   */
  public static JobProgress start(
      String kafka, ProgressSettings settings, Map<String, String> topics) {
    JobProgress progress = new JobProgress(kafka, settings, topics);
    progress.thread.start();
    return progress;
  }

  /** Registers what is known as gauges. */
  public void register(MeterRegistry metrics) {
    for (String collection : topics.keySet()) {
      Gauge.builder("gibsey.job.events.behind", known, all -> value(all, collection))
          .description("Change events that the indexing job had not read at its last checkpoint")
          .tag("collection", collection)
          .register(metrics);
    }
    gauge(metrics, "gibsey.dead.letters", "Messages in the topic of changes that were refused");
    if (settings.flink() != null) {
      gauge(metrics, "gibsey.job.embeddings.computed", "Passages the job's model has embedded");
      gauge(metrics, "gibsey.job.embeddings.saved", "Passages whose vectors were there already");
    }
  }

  private void gauge(MeterRegistry metrics, String name, String description) {
    Gauge.builder(name, known, all -> value(all, name)).description(description).register(metrics);
  }

  private static double value(Map<String, Double> all, String name) {
    return all.getOrDefault(name, Double.NaN);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    kafka.close();
    if (flink != null) {
      flink.close();
    }
  }

  private void run() {
    try {
      do {
        topics.forEach(this::behind);
        note("gibsey.dead.letters", () -> (double) kafka.count(DEAD_LETTERS));
        embeddings();
      } while (!closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      LOG.debug("Stopped following the job", e);
    }
  }

  private void behind(String collection, String topic) {
    note(collection, () -> (double) kafka.behind(topic));
  }

  private void embeddings() {
    FlinkCounts asked = flink;
    if (asked == null) {
      return;
    }
    note(
        "gibsey.job.embeddings.saved",
        () -> {
          Optional<FlinkCounts.Embeddings> counts = asked.embeddings();
          known.put(
              "gibsey.job.embeddings.computed",
              counts.map(c -> (double) c.computed()).orElse(Double.NaN));
          return counts.map(c -> (double) c.saved()).orElse(Double.NaN);
        });
  }

  private void note(String name, Question question) {
    try {
      known.put(name, question.ask());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IOException | RuntimeException e) {
      LOG.debug("{} is not known", name, e);
      known.put(name, Double.NaN);
    }
  }

  private interface Question {
    double ask() throws ExecutionException, InterruptedException, TimeoutException, IOException;
  }
}
