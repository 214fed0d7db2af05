package org.gibsey.tools.path;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.gibsey.tools.cql.CassandraOptions;
import org.gibsey.tools.search.ApiOptions;
import org.gibsey.tools.search.SearchApi;
import org.gibsey.tools.topics.KafkaOptions;
import org.gibsey.tools.topics.TopicLayout;
import org.gibsey.tools.topics.TopicTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code row-path}: writes a row, changes it, deletes it, and looks for it at each station. */
@Command(
    name = "row-path",
    description = "Follows a row of its own through the stack, and deletes it again.",
    mixinStandardHelpOptions = true)
public final class RowPathCommand implements Runnable {

  @Mixin private CassandraOptions cassandra = new CassandraOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--details", description = "Show the statements and the change events too.")
  private boolean details;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for each step (default: ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    Duration patience = Duration.ofSeconds(patienceSeconds);
    StepReport report = new StepReport(spec.commandLine().getOut(), patience, details);
    TestRow row = TestRow.make();
    try (CqlSession session = cassandra.open();
        TopicTail topic = TopicTail.fromNow(kafka, TopicLayout.PAGES);
        SearchApi search = api.open()) {
      RowSearch found = new RowSearch(search, row);
      try {
        new RowPath(row, session, topic, found, report).walk();
      } finally {
        row.execute(session, "DELETE FROM gibsey.pages");
      }
    }
  }
}
