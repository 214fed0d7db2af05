package org.gibsey.cdc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command line of the CDC agent; it runs until it is told to stop by SIGTERM or SIGINT. */
@Command(
    name = "cdc-agent",
    mixinStandardHelpOptions = true,
    versionProvider = CdcAgent.Version.class,
    showDefaultValues = true,
    description = "Runs source connectors and publishes their changes to Kafka.")
public final class CdcAgent implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CdcAgent.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--bind",
      defaultValue = "${env:GIBSEY_AGENT_BIND:-127.0.0.1}",
      description = "Address the REST listens on (GIBSEY_AGENT_BIND).")
  private String bind = "";

  @Option(
      names = "--port",
      defaultValue = "${env:GIBSEY_AGENT_PORT:-8083}",
      description = "Port the REST listens on (GIBSEY_AGENT_PORT).")
  private int port;

  @Option(
      names = "--kafka",
      defaultValue = "${env:GIBSEY_KAFKA:-127.0.0.1:9092}",
      description = "Bootstrap servers, host:port[,host:port...] (GIBSEY_KAFKA).")
  private String kafka = "";

  @Option(
      names = "--state",
      defaultValue = "${env:GIBSEY_AGENT_STATE:-.local/agent}",
      description = "Folder for connectors and offsets (GIBSEY_AGENT_STATE).")
  private Path state = Path.of("");

  @Option(
      names = "--dead-letters",
      defaultValue = "${env:GIBSEY_DEAD_LETTERS:-memory.dead-letters}",
      description = "Topic for what cannot be published (GIBSEY_DEAD_LETTERS).")
  private String deadLetters = "";

  private CdcAgent() {}

  /**
   * Starts the agent.
   *
   * @param args options; see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CdcAgent()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentConfig config;
    try {
      config = new AgentConfig(bind, port, kafka, state.toAbsolutePath().normalize(), deadLetters);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Agent agent;
    try {
      agent = Agent.start(config, Placeholders.ofEnvironment());
    } catch (IOException e) {
      LOG.error("The agent cannot start: {}", e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    agent.close();
                  } catch (IOException e) {
                    LOG.warn("The agent did not stop cleanly", e);
                  } finally {
                    stopped.countDown();
                  }
                },
                "shutdown"));
    stopped.await();
    return CommandLine.ExitCode.OK;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        Objects.requireNonNullElse(CdcAgent.class.getPackage().getImplementationVersion(), "built")
      };
    }
  }
}
