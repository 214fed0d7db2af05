package org.gibsey.api.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.ServedFrom;
import org.jspecify.annotations.Nullable;

/** What is measured when the metrics are read. */
public final class Gauges {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private Gauges() {}

  /** Registers the gauges of the dependencies, of the index, and of this JVM. */
  public static void register(
      MeterRegistry metrics,
      List<Dependency> dependencies,
      IndexStatus index,
      Function<String, Optional<Duration>> snapshotAge,
      List<CollectionDefinition> collections) {
    for (Dependency dependency : dependencies) {
      Gauge.builder("gibsey.dependency.up", dependency, d -> d.state().up() ? 1 : 0)
          .description("1 when the dependency works, otherwise 0")
          .tag("dependency", dependency.name())
          .register(metrics);
    }
    for (CollectionDefinition definition : collections) {
      String collection = definition.name();
      shards(metrics, index, collection);
      // Readers may read the metrics, and how much others say is none of their business.
      if (!definition.isOwned()) {
        rows(metrics, index, collection);
      }
      Gauge.builder(
              "gibsey.snapshot.age.seconds",
              snapshotAge,
              age -> age.apply(collection).map(Gauges::seconds).orElse(Double.NaN))
          .description("Age of the snapshot that answers when no shard does")
          .tag("collection", collection)
          .register(metrics);
    }
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
  }

  private static void shards(MeterRegistry metrics, IndexStatus index, String collection) {
    gauge(metrics, index, collection, "gibsey.index.shards", "Shards", CollectionStats::shards);
    gauge(
        metrics,
        index,
        collection,
        "gibsey.index.shards.live",
        "Shards that answer",
        CollectionStats::shardsLive);
    gauge(
        metrics,
        index,
        collection,
        "gibsey.index.live",
        "1 when live shards answer, 0 when a snapshot does",
        stats -> stats.servedFrom() == ServedFrom.LIVE ? 1 : 0);
  }

  private static void rows(MeterRegistry metrics, IndexStatus index, String collection) {
    gauge(metrics, index, collection, "gibsey.index.rows", "Rows", CollectionStats::rows);
    gauge(
        metrics, index, collection, "gibsey.index.passages", "Passages", CollectionStats::passages);
    gauge(
        metrics,
        index,
        collection,
        "gibsey.index.newest.write.seconds",
        "Write time of the newest searchable row, in seconds since 1970",
        Gauges::newestWriteSeconds);
    gauge(
        metrics,
        index,
        collection,
        "gibsey.index.newest.write.age.seconds",
        "Seconds since the newest searchable row was written; rises while nobody writes",
        stats -> System.currentTimeMillis() / MILLIS_PER_SECOND - newestWriteSeconds(stats));
  }

  private static void gauge(
      MeterRegistry metrics,
      IndexStatus index,
      String collection,
      String name,
      String description,
      ToDoubleFunction<CollectionStats> value) {
    Gauge.builder(
            name,
            index,
            i -> i.of(collection).map(stats -> value.applyAsDouble(stats)).orElse(Double.NaN))
        .description(description)
        .tag("collection", collection)
        .register(metrics);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS_PER_SECOND;
  }

  private static double newestWriteSeconds(CollectionStats stats) {
    @Nullable Long micros = stats.newestWriteTimeMicros();
    return micros == null ? Double.NaN : micros / MICROS_PER_SECOND;
  }
}
