package org.gibsey.tools.topics;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code topics create | lag | count | tail}. */
@Command(
    name = "topics",
    description = "Creates Kafka's topics, and says what is in them.",
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Runnable {

  private static final String TOPIC_DEFAULT = "The topic (default: ${DEFAULT-VALUE}).";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: create, lag, count or tail");
  }

  @Command(
      name = "create",
      description = "Creates the topics of the stack that are not there yet.",
      mixinStandardHelpOptions = true)
  void create(@Mixin KafkaOptions kafka) {
    try (Admin admin = kafka.admin()) {
      Set<String> present = kafka.await(admin.listTopics().names());
      List<NewTopic> absent =
          TopicLayout.all().stream().filter(topic -> !present.contains(topic.name())).toList();
      kafka.await(admin.createTopics(absent).all());
      kafka.await(admin.incrementalAlterConfigs(unsettled(kafka, admin)).all());
    }
  }

  /**
   * What topics lack that came into being by a message: settings that nobody decided on yet.
   *
   * <p>Those of a topic that were decided on stay, whatever they are.
   */
  private static Map<ConfigResource, Collection<AlterConfigOp>> unsettled(
      KafkaOptions kafka, Admin admin) {
    Map<ConfigResource, Map<String, String>> wanted = new HashMap<>();
    for (NewTopic topic : TopicLayout.all()) {
      wanted.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic.configs());
    }
    Map<ConfigResource, Collection<AlterConfigOp>> missing = new HashMap<>();
    kafka
        .await(admin.describeConfigs(wanted.keySet()).all())
        .forEach(
            (topic, config) -> {
              List<AlterConfigOp> settings =
                  wanted.getOrDefault(topic, Map.of()).entrySet().stream()
                      .filter(setting -> !isDecided(config.get(setting.getKey())))
                      .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                      .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                      .toList();
              if (!settings.isEmpty()) {
                missing.put(topic, settings);
              }
            });
    return missing;
  }

  private static boolean isDecided(@Nullable ConfigEntry entry) {
    return entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
  }

  @Command(
      name = "lag",
      description = "How many messages of a topic a consumer group has still to read.",
      mixinStandardHelpOptions = true)
  void lag(
      @Mixin KafkaOptions kafka,
      @Option(names = "--group", defaultValue = TopicLayout.INDEXING_GROUP) String group,
      @Parameters(defaultValue = TopicLayout.PAGES, description = TOPIC_DEFAULT) String topic) {
    try (Admin admin = kafka.admin()) {
      out().println(new TopicOffsets(kafka, admin).behind(group, topic));
    }
  }

  @Command(
      name = "count",
      description = "How many messages each topic holds, a line for each.",
      mixinStandardHelpOptions = true)
  void count(
      @Mixin KafkaOptions kafka,
      @Parameters(
              arity = "1..*",
              defaultValue = TopicLayout.PAGES,
              description = "The topics (default: ${DEFAULT-VALUE}).")
          List<String> topics) {
    try (Admin admin = kafka.admin()) {
      TopicOffsets offsets = new TopicOffsets(kafka, admin);
      for (String topic : topics) {
        out().println(offsets.count(topic));
      }
    }
  }

  @Command(
      name = "tail",
      description =
          "Prints messages as 'partition offset key value'; exits 1 if fewer than --max came in time.",
      mixinStandardHelpOptions = true)
  void tail(
      @Mixin KafkaOptions kafka,
      @Option(names = "--from-now", description = "Only messages yet to come.") boolean fromNow,
      @Option(names = "--match", defaultValue = "", description = "Text that the key must hold.")
          String match,
      @Option(names = "--max", defaultValue = "1", description = "Stop after so many.") int max,
      @Option(names = "--timeout", defaultValue = "30", description = "Seconds to wait.")
          int seconds,
      @Parameters(defaultValue = TopicLayout.PAGES, description = TOPIC_DEFAULT) String topic) {
    AtomicInteger seen = new AtomicInteger();
    try (TopicTail tail =
        fromNow ? TopicTail.fromNow(kafka, topic) : TopicTail.fromBeginning(kafka, topic)) {
      boolean all =
          tail.read(
              Duration.ofSeconds(seconds),
              message -> {
                if (!String.valueOf(message.key()).contains(match)) {
                  return false;
                }
                out()
                    .printf(
                        "%d %d %s %s%n",
                        message.partition(), message.offset(), message.key(), message.value());
                out().flush();
                return seen.incrementAndGet() >= max;
              });
      if (!all) {
        throw new ToolException(
            "only " + seen + " of " + max + " messages came in " + seconds + " s");
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
