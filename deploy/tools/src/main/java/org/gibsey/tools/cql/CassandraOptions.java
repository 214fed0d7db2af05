package org.gibsey.tools.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.gibsey.tools.ToolException;
import picocli.CommandLine.Option;

/** Where Cassandra is. A mixin for every command that needs a session. */
public final class CassandraOptions {

  @Option(
      names = "--cassandra",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:GIBSEY_CASSANDRA:-127.0.0.1:9042}",
      description = "Cassandra's address (default: $GIBSEY_CASSANDRA, here ${DEFAULT-VALUE}).")
  private String address = "";

  @Option(
      names = "--datacenter",
      defaultValue = "${env:GIBSEY_CASSANDRA_DATACENTER:-datacenter1}",
      description = "Its data centre (default: ${DEFAULT-VALUE}).")
  private String datacenter = "";

  /**
   * A session set up for a program that lives for a second: few threads, no schema metadata, no
   * quiet period at the end.
   *
   * @throws ToolException if nobody answers there
   */
  public CqlSession open() {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new ToolException("--cassandra is '" + address + "', expected HOST:PORT");
    }
    InetSocketAddress contact =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    try {
      return CqlSession.builder()
          .addContactPoint(contact)
          .withLocalDatacenter(datacenter)
          .withConfigLoader(shortLived())
          .build();
    } catch (DriverException unreachable) {
      throw new ToolException(
          "Cassandra does not answer at " + address + " (deploy/up starts what is down)",
          unreachable);
    }
  }

  private static DriverConfigLoader shortLived() {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
        .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(5))
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
        .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
        .build();
  }
}
