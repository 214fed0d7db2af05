package org.gibsey.verification;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.StackAddress;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack for all integration tests of a run, started by {@code deploy/up} on free ports with its
 * state under {@code target/}, without the data of an earlier run, and stopped by {@code
 * deploy/down} after the last test.
 */
public final class Stack implements AutoCloseable {
  /** Longest wait for anything that the pipeline should do within a second. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration RECONNECTION = Duration.ofMillis(500);
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, String> environment;
  private final Path state;
  private final Script script;
  private final CqlSession session;

  private Stack(Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    Path checkout = Path.of(System.getProperty("checkout"));
    state = Path.of(System.getProperty("state"));
    environment = new HashMap<>(FreePorts.environment());
    environment.putAll(settings);
    environment.put("GIBSEY_STATE", state.toString());
    script = new Script(checkout, environment);
    Files.createDirectories(state);
    Script.Outcome up = up(options);
    Files.writeString(
        Path.of(System.getProperty("output"), state.getFileName() + "-up.txt"), up.output());
    if (up.exit() != 0) {
      script.run(Duration.ofMinutes(2), "down");
      up.mustSucceed();
    }
    session =
        CqlSession.builder()
            .addContactPoint(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), port("GIBSEY_CASSANDRA_PORT")))
            .withLocalDatacenter("datacenter1")
            .withKeyspace("gibsey")
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    // Tests that end Cassandra go on soon after it is back.
                    .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECTION)
                    .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION)
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                    .build())
            .build();
  }

  /**
   * A stack of its own, without the data of an earlier one, in the folder that the system property
   * {@code state} names.
   *
   * @param settings environment of the scripts
   * @param options of {@code deploy/up}
   */
  public static Stack start(Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    forget(Path.of(System.getProperty("state")));
    return new Stack(settings, options);
  }

  private static void forget(Path state) throws IOException, InterruptedException {
    if (Files.exists(state.resolve("settings"))) {
      new Script(Path.of(System.getProperty("checkout")), Map.of("GIBSEY_STATE", state.toString()))
          .run(Duration.ofMinutes(2), "reset", "--yes")
          .mustSucceed();
    }
  }

  /** Runs {@code deploy/up}, which starts what is down. */
  public Script.Outcome up(String... options) throws IOException, InterruptedException {
    return script.run(
        Duration.ofMinutes(6),
        "up",
        Stream.concat(Stream.of("--no-build"), Stream.of(options)).toArray(String[]::new));
  }

  Script script() {
    return script;
  }

  public CqlSession cassandra() {
    return session;
  }

  public Path state() {
    return state;
  }

  /** The value of one of the scripts' environment variables. */
  public String setting(String variable) {
    return Objects.requireNonNull(environment.get(variable), variable);
  }

  public int port(String variable) {
    return Integer.parseInt(setting(variable));
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + port("GIBSEY_API_PORT"));
  }

  URI agent() {
    return URI.create("http://127.0.0.1:" + port("GIBSEY_AGENT_PORT"));
  }

  public String kafka() {
    return "127.0.0.1:" + port("GIBSEY_KAFKA_PORT");
  }

  String readerKey() throws IOException {
    return Files.readString(state.resolve("reader.key")).strip();
  }

  public ApiClient reader() throws IOException {
    return ApiClient.reader(new StackAddress(api(), port("GIBSEY_CASSANDRA_PORT"), state));
  }

  /** What {@code deploy/status --json} says. */
  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(script.run(Duration.ofMinutes(1), "status", "--json").output());
  }

  @Override
  public void close() throws Exception {
    session.close();
    script.run(Duration.ofMinutes(2), "down").mustSucceed();
  }

  /** Hands the stack to tests; JUnit closes it when the run is over. */
  public static final class Provider implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Stack.class))
          .getOrComputeIfAbsent(
              Stack.class,
              unused -> {
                try {
                  return Stack.start(Map.of());
                } catch (IOException e) {
                  throw new IllegalStateException("the stack did not start", e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException("interrupted while the stack started", e);
                }
              },
              Stack.class);
    }
  }
}
