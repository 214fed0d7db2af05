package org.gibsey.api.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with Cassandra that is opened in the background and tries for as long as it takes, so
 * that this process may start before Cassandra does.
 */
public final class CassandraConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CassandraConnection.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final CompletableFuture<CqlSession> session;

  private CassandraConnection(CompletableFuture<CqlSession> session) {
    this.session = session;
  }

  /**
   * Starts to connect.
   *
   * @param contactPoints addresses of one or more nodes
   * @param datacenter name of the local datacenter
   * @param timeout how long a query may take
   */
  public static CassandraConnection open(
      List<InetSocketAddress> contactPoints, String datacenter, Duration timeout) {
    DriverConfigLoader config =
        DriverConfigLoader.programmaticBuilder()
            .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
            .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, FIRST_RETRY)
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, SLOWEST_RETRY)
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, timeout)
            .withStringList(
                DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(Keyspace.NAME))
            .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
            .withString(DefaultDriverOption.SESSION_NAME, "query-api")
            .build();
    CompletableFuture<CqlSession> session =
        CqlSession.builder()
            .withConfigLoader(config)
            .addContactPoints(contactPoints)
            .withLocalDatacenter(datacenter)
            .buildAsync()
            .toCompletableFuture();
    return new CassandraConnection(
        session.whenComplete((opened, failure) -> tell(contactPoints, failure)));
  }

  private static void tell(List<InetSocketAddress> contactPoints, @Nullable Throwable failure) {
    if (failure == null) {
      LOG.info("Connected to Cassandra at {}", contactPoints);
    } else {
      LOG.error("Gave up connecting to Cassandra at {}", contactPoints, failure);
    }
  }

  /**
   * The session.
   *
   * @throws CompletionException when the connection does not stand yet
   */
  public CqlSession session() {
    if (!session.isDone()) {
      throw new CompletionException(new IllegalStateException("Not connected to Cassandra yet"));
    }
    return session.join();
  }

  /** Closes the session; one that opens later is closed right then. */
  @Override
  public void close() {
    CompletableFuture<Void> closing = session.thenAccept(CqlSession::close);
    if (session.isDone() && !session.isCompletedExceptionally()) {
      closing.join();
    }
  }
}
