package org.gibsey.tools.status;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.gibsey.tools.search.ApiOptions;
import org.gibsey.tools.search.IndexStats;
import org.gibsey.tools.search.SearchApi;
import org.gibsey.tools.topics.KafkaOptions;
import org.gibsey.tools.topics.TopicLayout;
import org.gibsey.tools.topics.TopicOffsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: processes come from the script on standard input, the rest is asked for here. */
@Command(
    name = "status",
    description =
        "The state of the stack; lines 'NAME PID MIB SECONDS' are read from standard input.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(
      names = "--agent",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:${env:GIBSEY_AGENT_PORT:-8083}",
      description = "The CDC agent (default: ${DEFAULT-VALUE}).")
  private URI agent = URI.create("http://127.0.0.1");

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:${env:GIBSEY_FLINK_UI_PORT:-8081}",
      description = "Flink's JobManager (default: ${DEFAULT-VALUE}).")
  private URI flink = URI.create("http://127.0.0.1");

  @Option(names = "--connector", required = true, description = "Name of the connector.")
  private String connector = "";

  @Option(names = "--job", defaultValue = "memory-indexing", description = "Name of the job.")
  private String job = "";

  @Option(names = "--json", description = "One JSON object instead of a table.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    List<ProcessLine> processes =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .map(ProcessLine::parse)
            .toList();
    StackStatus status = ask(processes);
    spec.commandLine()
        .getOut()
        .print(json ? StatusJson.render(status) + "\n" : StatusText.render(status));
    spec.commandLine().getOut().flush();
    return status.up() ? 0 : 1;
  }

  /** Nothing is asked of a process that is down: waiting for it would only take time. */
  private StackStatus ask(List<ProcessLine> processes) {
    RestState rest = new RestState(agent, flink, Clock.systemUTC());
    ConnectorState connectorState =
        up(processes, "agent") ? rest.connector(connector) : ConnectorState.unknown(connector);
    JobState jobState = up(processes, "jobmanager") ? rest.job(job) : JobState.absent(job);
    if (jobState.up()) {
      // Flink answers with what it collected before, and collects because it was asked.
      rest.embeddings(jobState);
    }
    IndexStats index = up(processes, "api") ? stats() : null;
    Long behind = null;
    Long deadLetters = null;
    if (up(processes, "kafka")) {
      try (Admin admin = kafka.admin()) {
        TopicOffsets offsets = new TopicOffsets(kafka, admin);
        behind =
            offsets.behind(TopicLayout.INDEXING_GROUP, TopicLayout.PAGES)
                + offsets.behind(TopicLayout.INDEXING_GROUP, TopicLayout.TURNS);
        deadLetters = offsets.count(TopicLayout.DEAD_LETTERS);
      }
    }
    Embeddings embeddings = jobState.up() ? rest.embeddings(jobState) : null;
    return new StackStatus(
        Instant.now(), processes, connectorState, jobState, embeddings, behind, deadLetters, index);
  }

  private @Nullable IndexStats stats() {
    try (SearchApi search = api.open()) {
      return search.stats().orElse(null);
    }
  }

  private static boolean up(List<ProcessLine> processes, String name) {
    return processes.stream().anyMatch(process -> process.name().equals(name) && process.up());
  }
}
