package org.gibsey.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gibsey.verification.faults.Processes;

/**
 * Cassandra with the stack's own settings and schema, without the data of an earlier one, in the
 * folder that the system property {@code state} names. For tests that kill it.
 */
public final class CassandraAlone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private final Script script;
  private final Processes processes;
  private final int port;

  private CassandraAlone(Script script, Path state, int port) {
    this.script = script;
    this.processes = new Processes(state);
    this.port = port;
  }

  public static CassandraAlone start() throws IOException, InterruptedException {
    Path state = Path.of(System.getProperty("state"));
    Map<String, String> environment = new HashMap<>(FreePorts.environment());
    environment.put("GIBSEY_STATE", state.toString());
    Script script = new Script(Path.of(System.getProperty("checkout")), environment);
    if (Files.exists(state.resolve("cassandra").resolve("pid"))) {
      script.run(PATIENCE, "verification/cassandra-alone", "stop").mustSucceed();
    }
    forget(state);
    Files.createDirectories(state);
    CassandraAlone started =
        new CassandraAlone(
            script,
            state,
            Integer.parseInt(Objects.requireNonNull(environment.get("GIBSEY_CASSANDRA_PORT"))));
    started.script("start");
    return started;
  }

  public int port() {
    return port;
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() throws IOException {
    processes.kill("cassandra");
  }

  /** Starts it again on what it had written; returns when it accepts connections. */
  public void restart() throws IOException, InterruptedException {
    script("restart");
  }

  private void script(String verb) throws IOException, InterruptedException {
    script.run(PATIENCE, "verification/cassandra-alone", verb).mustSucceed();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    script("stop");
  }

  private static void forget(Path state) throws IOException {
    if (Files.exists(state)) {
      try (Stream<Path> files = Files.walk(state)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }
}
