package org.gibsey.indexing.cache;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.PreparedStatement;
import com.datastax.driver.core.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.table.CassandraCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with a table of vectors. A thread of its own opens it, again and again while Cassandra
 * is away; once it is open the driver keeps it.
 */
final class CassandraConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CassandraConnection.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final CassandraCluster builder;
  private final TableName table;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Open current;

  /** A session and its two statements, which bind the columns in the order of the table. */
  record Open(
      Cluster cluster, Session session, PreparedStatement select, PreparedStatement insert) {}

  private CassandraConnection(CassandraCluster builder, TableName table) {
    this.builder = builder;
    this.table = table;
  }

  static CassandraConnection open(CassandraCluster builder, TableName table) {
    CassandraConnection connection = new CassandraConnection(builder, table);
    Thread.ofPlatform().daemon().name("embedding-cache-connect").start(connection::connect);
    return connection;
  }

  boolean await(Duration atMost) throws InterruptedException {
    return opened.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The session, or null while there is none. */
  @Nullable Open current() {
    return current;
  }

  private void connect() {
    boolean told = false;
    try {
      do {
        try {
          keep(tryToOpen());
          return;
        } catch (RuntimeException e) {
          if (!told) {
            LOG.warn("Cannot open the embedding cache {}, trying on: {}", table, e.toString());
            told = true;
          }
        }
      } while (!closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Open tryToOpen() {
    Cluster cluster = builder.getCluster();
    try {
      Session session = cluster.connect();
      String name = "\"" + table.keyspace() + "\".\"" + table.table() + "\"";
      return new Open(
          cluster,
          session,
          session.prepare(
              "SELECT dimension, vectors FROM %s WHERE model = ? AND text_hash = ? AND chunking = ?"
                  .formatted(name)),
          session.prepare(
              "INSERT INTO %s (model, text_hash, chunking, dimension, vectors) VALUES (?, ?, ?, ?, ?)"
                  .formatted(name)));
    } catch (RuntimeException e) {
      var unused = cluster.closeAsync().force();
      throw e;
    }
  }

  private synchronized void keep(Open open) {
    if (closed.getCount() == 0) {
      var unused = open.cluster().closeAsync().force();
      return;
    }
    current = open;
    opened.countDown();
  }

  /** Requests that are under way fail. */
  @Override
  public synchronized void close() {
    closed.countDown();
    Open open = current;
    if (open == null) {
      return;
    }
    try {
      open.cluster().closeAsync().force().get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The connection to the embedding cache did not close in time", e);
    }
  }
}
