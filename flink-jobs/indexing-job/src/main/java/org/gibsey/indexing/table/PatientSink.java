package org.gibsey.indexing.table;

import com.datastax.driver.core.CloseFuture;
import com.datastax.driver.core.ResultSet;
import dev.failsafe.FailsafeException;
import java.time.Duration;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.connectors.cassandra.AbstractCassandraTupleSink;
import org.apache.flink.streaming.connectors.cassandra.CassandraSinkBaseConfig;
import org.apache.flink.streaming.connectors.cassandra.NoOpCassandraFailureHandler;

/**
 * Flink's Cassandra sink for tuples that waits for Cassandra instead of failing the job.
 *
 * <p>Writes are repeated until they succeed. No more than {@value #CONCURRENT_REQUESTS} are
 * outstanding: the next one waits for its turn in the task's thread, which holds back everything
 * before it. A checkpoint waits for all of them. What no repetition heals, such as a missing
 * column, fails the job.
 */
final class PatientSink extends AbstractCassandraTupleSink<Tuple> {
  private static final long serialVersionUID = 1L;

  /** Without a limit the driver's connection pool overflows under load. */
  private static final int CONCURRENT_REQUESTS = 64;

  /** As good as for ever: the sink would fail the job when it is over. */
  private static final Duration WAIT_FOR_A_REQUEST = Duration.ofDays(3_650);

  private final String name;

  private transient PatientWrites writes;
  private transient boolean finished;

  /**
   * A sink.
   *
   * @param name for logs
   * @param statement binds the fields of a tuple
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  PatientSink(String name, String statement, CassandraCluster cluster) {
    super(
        statement,
        cluster,
        CassandraSinkBaseConfig.newBuilder()
            .setMaxConcurrentRequests(CONCURRENT_REQUESTS)
            .setMaxConcurrentRequestsTimeout(WAIT_FOR_A_REQUEST)
            .build(),
        new NoOpCassandraFailureHandler());
    this.name = name;
  }

  /** Returns when Cassandra is there; Flink interrupts it when the job is cancelled meanwhile. */
  @Override
  public void open(Configuration parameters) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    Outage outage = new Outage(name, metrics.counter("repeatedWrites"));
    Gauge<Integer> waits = () -> outage.lasts() ? 1 : 0;
    metrics.gauge("waitsForCassandra", waits);
    writes = new PatientWrites(name, outage);
    try {
      writes.connect(() -> connect(parameters));
    } catch (FailsafeException e) {
      throw new IllegalStateException(name + " was interrupted while it waited for Cassandra", e);
    }
  }

  private void connect(Configuration parameters) {
    boolean connected = false;
    try {
      super.open(parameters);
      connected = true;
    } finally {
      if (!connected) {
        disconnect();
      }
    }
  }

  @Override
  public ListenableFuture<ResultSet> send(Tuple values) {
    return writes.write(() -> super.send(values));
  }

  /** After the last tuple, when nobody cancelled. */
  @Override
  public void finish() {
    finished = true;
  }

  /** Waits for outstanding writes only after the last tuple; a cancelled job repeats them. */
  @Override
  public void close() throws Exception {
    if (writes == null) {
      return;
    }
    if (!finished) {
      writes.giveUp();
      disconnect();
    }
    try {
      if (session != null) {
        super.close();
      }
    } finally {
      writes.close();
    }
  }

  /** Without a wait for answers that may never come. */
  private void disconnect() {
    if (cluster != null) {
      CloseFuture unused = cluster.closeAsync().force();
    }
  }

  @Override
  protected Object[] extract(Tuple values) {
    Object[] fields = new Object[values.getArity()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = values.getField(i);
    }
    return fields;
  }
}
