package org.gibsey.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a running stack is; the options that every benchmark takes. */
public final class StackAddress {
  @Option(
      names = "--api",
      defaultValue = "http://127.0.0.1:${env:GIBSEY_API_PORT:-8080}",
      description = "Query API (default: ${DEFAULT-VALUE}).")
  private URI api = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--cassandra-port",
      defaultValue = "${env:GIBSEY_CASSANDRA_PORT:-9042}",
      description = "Cassandra's CQL port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int cassandraPort = 9042;

  @Option(
      names = "--state",
      defaultValue = "${env:GIBSEY_STATE:-.local}",
      description = "Folder with the keys (default: ${DEFAULT-VALUE}).")
  private Path state = Path.of(".local");

  /** For picocli, which fills the fields. */
  public StackAddress() {}

  /** An address known by the caller, for example a test's own stack. */
  public StackAddress(URI api, int cassandraPort, Path state) {
    this.api = api;
    this.cassandraPort = cassandraPort;
    this.state = state;
  }

  public URI api() {
    return api;
  }

  public InetSocketAddress cassandra() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), cassandraPort);
  }

  /**
   * The reader's API key.
   *
   * @throws IOException when the stack was never started and there is no key
   */
  public String readerKey() throws IOException {
    return Files.readString(state.resolve("reader.key")).strip();
  }
}
