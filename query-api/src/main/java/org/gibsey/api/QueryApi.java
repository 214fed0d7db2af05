package org.gibsey.api;

import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.gibsey.api.admission.AdmissionOptions;
import org.gibsey.api.chats.ChatOptions;
import org.gibsey.api.credits.CreditOptions;
import org.gibsey.api.health.ProgressOptions;
import org.gibsey.api.llm.LanguageModelOptions;
import org.gibsey.api.server.ServerOptions;
import org.gibsey.api.voice.VoiceOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the query API and runs until it is told to stop. */
@Command(
    name = "query-api",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Search, pages and answers over HTTP, and the page to read on.",
    footer = {
      "",
      "Starts without Cassandra, Kafka or the indexing job and connects when they come;",
      "GET /readyz tells what is missing. DJL_CACHE_DIR is where the model is kept."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class QueryApi implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--host",
      defaultValue = "${env:GIBSEY_API_HOST:-127.0.0.1}",
      description = "Address to listen on." + DEFAULTS_TO)
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:GIBSEY_API_PORT:-8080}",
      description = "Port to listen on, 0 for any free one." + DEFAULTS_TO)
  private int port;

  @Option(
      names = "--cassandra",
      defaultValue = "${env:GIBSEY_CASSANDRA:-127.0.0.1:9042}",
      description = "Cassandra nodes, host:port[,host:port...]." + DEFAULTS_TO)
  private String cassandra;

  @Option(
      names = "--datacenter",
      defaultValue = "${env:GIBSEY_CASSANDRA_DATACENTER:-datacenter1}",
      description = "Local Cassandra datacenter." + DEFAULTS_TO)
  private String datacenter;

  @Option(
      names = "--kafka",
      defaultValue = "${env:GIBSEY_KAFKA:-127.0.0.1:9092}",
      description = "Kafka brokers, host:port[,host:port...]." + DEFAULTS_TO)
  private String kafka;

  @Option(
      names = "--snapshots",
      defaultValue = "${env:GIBSEY_SNAPSHOT_FOLDER:-" + Option.NULL_VALUE + "}",
      description = "Folder of published snapshots, which answer while the job is down.")
  private @Nullable Path snapshots;

  @Option(
      names = "--snapshot-patience",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_SNAPSHOT_PATIENCE:-300ms}",
      description = "Time after which a snapshot answers for the job." + DEFAULTS_TO)
  private Duration snapshotPatience;

  @Option(
      names = "--keys",
      defaultValue = "${env:GIBSEY_STATE:-.local}",
      description = "Folder with api-keys.yaml, or with reader.key and admin.key." + DEFAULTS_TO)
  private Path keys;

  @Option(
      names = "--collections",
      defaultValue = "${env:GIBSEY_COLLECTIONS:-" + Option.NULL_VALUE + "}",
      description = "File that replaces the built-in collections.yaml.")
  private @Nullable Path collections;

  @Option(
      names = "--query-deadline",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_QUERY_DEADLINE:-2s}",
      description = "Time for one search or one reading of pages." + DEFAULTS_TO)
  private Duration queryDeadline;

  @Option(
      names = "--answer-deadline",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_ANSWER_DEADLINE:-10s}",
      description = "Time for one answer." + DEFAULTS_TO)
  private Duration answerDeadline;

  @Option(
      names = "--embedding-workers",
      defaultValue = "${env:GIBSEY_EMBEDDING_WORKERS:-0}",
      description = "Threads that embed queries, 0 for one per core." + DEFAULTS_TO)
  private int embeddingWorkers;

  @Option(
      names = "--max-concurrent-embeddings",
      defaultValue = "${env:GIBSEY_MAX_CONCURRENT_EMBEDDINGS:-32}",
      description = "Requests that may wait for a vector at once." + DEFAULTS_TO)
  private int maxConcurrentEmbeddings;

  @Option(
      names = "--max-streams",
      defaultValue = "${env:GIBSEY_MAX_STREAMS:-64}",
      description = "Answers streamed at once." + DEFAULTS_TO)
  private int maxStreams;

  @Mixin private ServerOptions server;

  @Mixin private AdmissionOptions admission;
  @Mixin private ProgressOptions progress;

  @Mixin private LanguageModelOptions languageModel;

  @Mixin private ChatOptions chats;
  @Mixin private CreditOptions credits;
  @Mixin private VoiceOptions voice;

  @Spec private CommandSpec spec;

  /** Exits with 0 after a stop, 1 when starting failed, 2 when an option is wrong. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new QueryApi()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiConfig config = config();
    try (Api api = Api.start(config)) {
      Thread stop = new Thread(api::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      LOG.info("Listening on http://{}:{}", config.host(), api.port());
      api.awaitClose();
      return CommandLine.ExitCode.OK;
    } catch (JavalinBindException e) {
      LOG.error("Cannot listen on {}:{}: {}", config.host(), config.port(), e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private ApiConfig config() {
    try {
      return new ApiConfig(
          host,
          port,
          Addresses.parse("--cassandra", cassandra),
          datacenter,
          kafka,
          snapshots,
          snapshotPatience,
          keys,
          collections,
          queryDeadline,
          answerDeadline,
          embeddingWorkers == 0 ? Runtime.getRuntime().availableProcessors() : embeddingWorkers,
          maxConcurrentEmbeddings,
          maxStreams,
          server.settings(),
          admission.settings(),
          progress.settings(),
          languageModel.settings(),
          chats.settings(),
          credits.settings(),
          voice.settings());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
