package org.gibsey.indexing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gibsey.collection.Collections;
import org.gibsey.shard.PortRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The job's command line; every option can come from the environment. */
@Command(
    name = "indexing-job",
    mixinStandardHelpOptions = true,
    description = "Follows change events in Kafka, embeds their text and keeps it searchable.")
final class JobOptions {
  /** Where to begin when no checkpoint is restored. */
  enum Start {
    /** At the beginning: the index is state, and without state all of it must be made again. */
    EARLIEST,
    /** Where this consumer group ended, or else at the beginning. */
    COMMITTED
  }

  @Spec CommandSpec spec;

  @Option(
      names = "--kafka",
      defaultValue = "${env:GIBSEY_KAFKA:-127.0.0.1:9092}",
      description = "Bootstrap servers, host:port[,host:port...] (default: ${DEFAULT-VALUE}).")
  String kafka;

  @Option(
      names = "--cassandra",
      defaultValue = "${env:GIBSEY_CASSANDRA:-127.0.0.1:9042}",
      description = "Contact points, host:port[,host:port...] (default: ${DEFAULT-VALUE}).")
  String cassandra;

  @Option(
      names = "--cassandra-datacenter",
      defaultValue = "${env:GIBSEY_CASSANDRA_DATACENTER:-datacenter1}",
      description = "The local datacenter (default: ${DEFAULT-VALUE}).")
  String cassandraDatacenter;

  @Option(
      names = "--shard-host",
      defaultValue = "${env:GIBSEY_SHARD_HOST:-127.0.0.1}",
      description = "Address that shards listen on and announce (default: ${DEFAULT-VALUE}).")
  String shardHost;

  @Option(
      names = "--shard-ports",
      defaultValue = "${env:GIBSEY_SHARD_PORTS:-9100-9119}",
      description = "Ports that shards may take, first-last (default: ${DEFAULT-VALUE}).")
  String shardPorts;

  @Option(
      names = "--shard-endpoints",
      defaultValue = "${env:GIBSEY_SHARD_ENDPOINTS:-memory.shard-endpoints}",
      description = "Topic that announces the shards (default: ${DEFAULT-VALUE}).")
  String shardEndpoints;

  @Option(
      names = "--refresh-interval",
      defaultValue = "${env:GIBSEY_REFRESH_INTERVAL:-PT0.05S}",
      description =
          "Longest time between two refreshes of a shard under load, ISO-8601, 1 ms to 10 s"
              + " (default: ${DEFAULT-VALUE}).")
  Duration refreshInterval;

  @Option(
      names = "--snapshots",
      defaultValue = "${env:GIBSEY_SNAPSHOTS}",
      description =
          "Folder that copies of the index are published to after each checkpoint, a URI such as"
              + " file:///var/snapshots or s3://bucket/folder (default: none).")
  @Nullable URI snapshots;

  @Option(
      names = "--collections",
      defaultValue = "${env:GIBSEY_COLLECTIONS}",
      description = "File that says what is indexed (default: the one in this jar).")
  @Nullable Path collectionsFile;

  @Option(
      names = "--group",
      defaultValue = "${env:GIBSEY_GROUP:-memory-indexing}",
      description = "Kafka consumer group (default: ${DEFAULT-VALUE}).")
  String group;

  @Option(
      names = "--topic-prefix",
      defaultValue = "${env:GIBSEY_TOPIC_PREFIX:-gibsey}",
      description = "Topics <prefix>.<keyspace>.<table> are read (default: ${DEFAULT-VALUE}).")
  String topicPrefix;

  @Option(
      names = "--dead-letters",
      defaultValue = "${env:GIBSEY_DEAD_LETTERS:-memory.dead-letters}",
      description = "Topic for what stays out of the index (default: ${DEFAULT-VALUE}).")
  String deadLetters;

  @Option(
      names = "--start",
      defaultValue = "${env:GIBSEY_START:-EARLIEST}",
      description =
          "Where to begin without a checkpoint: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  Start start;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "${env:GIBSEY_CHECKPOINT_INTERVAL:-PT5S}",
      description = "Time between checkpoints, ISO-8601, 0.1 s to 1 h (default: ${DEFAULT-VALUE}).")
  Duration checkpointInterval;

  /** Cassandra's default of {@code gc_grace_seconds}, 864000: it forgets deletions by then. */
  @Option(
      names = "--tombstone-ttl",
      defaultValue = "${env:GIBSEY_TOMBSTONE_TTL:-P10D}",
      description =
          "How long deletions are remembered against older changes that come late, ISO-8601,"
              + " 1 h to 365 days (default: ${DEFAULT-VALUE}, as Cassandra's gc_grace_seconds).")
  Duration tombstoneTtl;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  JobOptions() {}

  /**
   * Checks what picocli cannot.
   *
   * @throws ParameterException naming option, value and what is allowed
   */
  void validate() {
    require(
        isWithin(checkpointInterval, Duration.ofMillis(100), Duration.ofHours(1)),
        "--checkpoint-interval",
        checkpointInterval,
        "PT0.1S to PT1H");
    require(
        isWithin(refreshInterval, Duration.ofMillis(1), Duration.ofSeconds(10)),
        "--refresh-interval",
        refreshInterval,
        "PT0.001S to PT10S");
    require(
        isWithin(tombstoneTtl, Duration.ofHours(1), Duration.ofDays(365)),
        "--tombstone-ttl",
        tombstoneTtl,
        "PT1H to P365D");
    requireAddresses("--kafka", kafka);
    requireAddresses("--cassandra", cassandra);
    require(
        topicPrefix.matches("[A-Za-z0-9._-]{1,200}"),
        "--topic-prefix",
        topicPrefix,
        "1 to 200 of [A-Za-z0-9._-]");
    require(!group.isBlank(), "--group", group, "a name");
    require(
        snapshots == null || (snapshots.isAbsolute() && !snapshots.isOpaque()),
        "--snapshots",
        String.valueOf(snapshots),
        "a URI such as file:///folder or s3://bucket/folder");
    ports();
  }

  Collections collections() {
    try {
      return Collections.load(collectionsFile);
    } catch (RuntimeException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--collections': " + e.getMessage(), e);
    }
  }

  PortRange ports() {
    try {
      return PortRange.parse(shardPorts);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--shard-ports': " + e.getMessage(), e);
    }
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private void requireAddresses(String option, String value) {
    require(
        HostAndPort.areValid(value), option, value, "host:port[,host:port...], ports 1 to 65535");
  }

  private void require(boolean valid, String option, Object value, String allowed) {
    if (!valid) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '%s': '%s' is not %s".formatted(option, value, allowed));
    }
  }
}
