package org.gibsey.tools.reconcile;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.shard.ShardClient;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.cql.CassandraOptions;
import org.gibsey.tools.topics.KafkaOptions;
import org.gibsey.tools.topics.TopicLayout;
import org.gibsey.tools.topics.TopicOffsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code reconcile [COLLECTION…]}: compares Cassandra with the index and publishes again what
 * differs. Exits with 0 when all is equal or repaired, 3 when differences remain.
 */
@Command(
    name = "reconcile",
    description = "Compares Cassandra with the index and publishes again what differs.",
    mixinStandardHelpOptions = true)
public final class ReconcileCommand implements Callable<Integer> {
  private static final int DIFFERENCES_REMAIN = 3;

  @Mixin private CassandraOptions cassandra = new CassandraOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      paramLabel = "COLLECTION",
      arity = "0..*",
      description = "Collections to compare (default: all).")
  private List<String> names = List.of();

  @Option(names = "--check", description = "Only compare; publish nothing.")
  private boolean check;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Begin anew so long after the last end, until told to stop (ISO-8601: PT1H).")
  private @Nullable Duration every;

  @Option(names = "--json", description = "A JSON object per collection instead of a table.")
  private boolean json;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      defaultValue = "PT2S",
      description =
          "A difference counts when it is still there so long after (default: ${DEFAULT-VALUE}).")
  private Duration settle = Duration.ZERO;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description =
          "Wait for the index until it shows the repaired rows, or none more came in this time;"
              + " PT0S: do not wait (default: ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ZERO;

  @Option(
      names = "--page-size",
      defaultValue = "500",
      description = "Rows to fetch from Cassandra at a time (default: ${DEFAULT-VALUE}).")
  private int pageSize;

  @Option(
      names = "--show",
      defaultValue = "20",
      description = "Name so many of the rows that differ (default: ${DEFAULT-VALUE}).")
  private int show;

  @Option(
      names = "--collections",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_COLLECTIONS}",
      description = "What is indexed (default: what comes with this program).")
  private @Nullable Path collectionsFile;

  @Option(
      names = "--topic-prefix",
      defaultValue = "${env:GIBSEY_TOPIC_PREFIX:-gibsey}",
      description = "Topics are <prefix>.<keyspace>.<table> (default: ${DEFAULT-VALUE}).")
  private String topicPrefix = "";

  @Option(
      names = "--shard-endpoints",
      defaultValue = "${env:GIBSEY_SHARD_ENDPOINTS:-" + TopicLayout.SHARD_ENDPOINTS + "}",
      description = "Topic that announces the shards (default: ${DEFAULT-VALUE}).")
  private String shardEndpoints = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    requireNotNegative("--settle", settle);
    requireNotNegative("--wait", patience);
    if (pageSize < 1 || pageSize > 10_000) {
      throw refused("--page-size", pageSize, "1 to 10000");
    }
    if (show < 0) {
      throw refused("--show", show, "0 or more");
    }
    Collections collections = collections();
    List<CollectionDefinition> chosen = chosen(collections);
    if (every == null) {
      return run(collections, chosen);
    }
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw refused("--every", every, "PT1S or more");
    }
    while (true) {
      try {
        run(collections, chosen);
      } catch (ToolException | DriverException | KafkaException outside) {
        spec.commandLine().getErr().println("error: " + outside.getMessage());
      }
      Pause.of(every);
    }
  }

  private int run(Collections collections, List<CollectionDefinition> chosen) {
    boolean remain = false;
    try (CqlSession session = cassandra.open()) {
      // All are looked at before anything is done for one.
      List<SourceTable> tables =
          chosen.stream().map(each -> SourceTable.read(session, each)).toList();
      noteWhatIsOnItsWay(chosen);
      try (ShardClient shards = kafka.shards(shardEndpoints);
          Producer<byte[], byte[]> producer = kafka.producer()) {
        for (SourceTable table : tables) {
          Tally tally = reconcile(collections, table, session, shards, producer);
          remain |= (check ? tally.differing() : tally.notRepaired()) > 0;
        }
      }
    }
    return remain ? DIFFERENCES_REMAIN : 0;
  }

  private Tally reconcile(
      Collections collections,
      SourceTable table,
      CqlSession session,
      ShardClient shards,
      Producer<byte[], byte[]> producer) {
    Clock clock = Clock.systemUTC();
    CollectionDefinition collection = table.collection();
    ChangeEvents events = new ChangeEvents(table, clock);
    SourceRows rows = new SourceRows(session, table, clock, pageSize);
    RowMeaning meaning = new RowMeaning(collections, table, events, clock);
    IndexSide index = new IndexSide(shards, collection.name());
    Tally tally = new Tally(show);
    BothSides sides = new BothSides(index, rows, meaning);
    Repairs repairs =
        new Repairs(
            sides,
            new Settling(sides, settle, tally),
            new RepairPlanner(table, events, clock),
            check
                ? null
                : new Republisher(
                    producer, collection.topic(topicPrefix), collection.partitionKey()),
            patience,
            tally);
    Progress progress = new Progress(spec.commandLine().getErr(), collection.name(), tally);
    new Reconciliation(index, rows, meaning, repairs, tally, progress).run();
    Summary summary = new Summary(collection.name(), tally, progress.elapsed());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? summary.json() : summary.text());
    out.flush();
    return tally;
  }

  /** Asks Kafka first: without it neither the index is found nor can anything be published. */
  private void noteWhatIsOnItsWay(List<CollectionDefinition> chosen) {
    PrintWriter err = spec.commandLine().getErr();
    try (Admin admin = kafka.admin()) {
      Set<String> topics = kafka.await(admin.listTopics().names());
      for (CollectionDefinition collection : chosen) {
        String topic = collection.topic(topicPrefix);
        if (!topics.contains(topic)) {
          throw new ToolException(
              "Kafka has no topic %s: no change of %s was ever captured; is it WITH cdc = true?"
                  .formatted(topic, collection.source()));
        }
        long behind = new TopicOffsets(kafka, admin).behind(TopicLayout.INDEXING_GROUP, topic);
        if (behind > 0) {
          err.printf(
              "  %s: up to %d change events are on their way to the index%n",
              collection.name(), behind);
          err.flush();
        }
      }
    }
  }

  private Collections collections() {
    try {
      return Collections.load(collectionsFile);
    } catch (RuntimeException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--collections': " + e.getMessage(), e);
    }
  }

  private List<CollectionDefinition> chosen(Collections collections) {
    if (names.isEmpty()) {
      return collections.definitions();
    }
    List<CollectionDefinition> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          collections
              .named(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "there is no collection '%s'; there are %s"
                              .formatted(
                                  name,
                                  collections.definitions().stream()
                                      .map(CollectionDefinition::name)
                                      .toList()))));
    }
    return chosen;
  }

  private void requireNotNegative(String option, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw refused(option, value, "PT0S to PT1H");
    }
  }

  private ParameterException refused(String option, Object value, String allowed) {
    return new ParameterException(
        spec.commandLine(),
        "Invalid value for option '%s': '%s' is not %s".formatted(option, value, allowed));
  }
}
