package org.gibsey.indexing.table;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.CodecRegistry;
import com.datastax.driver.core.policies.ConstantReconnectionPolicy;
import com.datastax.driver.core.policies.DCAwareRoundRobinPolicy;
import com.datastax.driver.core.policies.TokenAwarePolicy;
import java.net.InetSocketAddress;
import org.apache.flink.streaming.connectors.cassandra.ClusterBuilder;

/** How the job reaches Cassandra. */
public final class CassandraCluster extends ClusterBuilder {
  private static final long serialVersionUID = 1L;

  /** The driver's default waits up to ten minutes for a node that was away. */
  private static final long RECONNECTION_MILLIS = 1_000;

  private final String contactPoints;
  private final String datacenter;

  /**
   * A cluster.
   *
   * @param contactPoints {@code host:port[,host:port...]}
   * @param datacenter name of the local datacenter
   */
  public CassandraCluster(String contactPoints, String datacenter) {
    this.contactPoints = contactPoints;
    this.datacenter = datacenter;
  }

  @Override
  protected Cluster buildCluster(Cluster.Builder builder) {
    for (String contactPoint : contactPoints.split(",", -1)) {
      int colon = contactPoint.lastIndexOf(':');
      String host = contactPoint.substring(0, colon);
      builder.addContactPointsWithPorts(
          new InetSocketAddress(host, Integer.parseInt(contactPoint.substring(colon + 1))));
    }
    return builder
        .withLoadBalancingPolicy(
            new TokenAwarePolicy(DCAwareRoundRobinPolicy.builder().withLocalDc(datacenter).build()))
        .withReconnectionPolicy(new ConstantReconnectionPolicy(RECONNECTION_MILLIS))
        .withCodecRegistry(new CodecRegistry().register(new FloatVectorCodec()))
        .withoutMetrics()
        .build();
  }
}
