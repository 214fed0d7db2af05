package org.gibsey.cdc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster the agent publishes to, as far as it has been seen. */
final class KafkaCluster {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);
  private static final int PATIENCE_MS = 5_000;

  private final String bootstrap;
  private @Nullable String id;

  /**
   * Creates a cluster.
   *
   * @param bootstrap {@code host:port[,host:port…]}
   */
  KafkaCluster(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  String bootstrap() {
    return bootstrap;
  }

  /** The cluster's id, asked for once; null while Kafka cannot be reached within five seconds. */
  synchronized @Nullable String id() {
    if (id == null) {
      Admin admin;
      try {
        admin =
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS));
      } catch (KafkaException e) {
        LOG.debug("Kafka at {} cannot be asked for its id", bootstrap, e);
        return null;
      }
      try {
        id = admin.describeCluster().clusterId().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("Kafka at {} has not told its id", bootstrap, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        admin.close(Duration.ZERO);
      }
    }
    return id;
  }
}
