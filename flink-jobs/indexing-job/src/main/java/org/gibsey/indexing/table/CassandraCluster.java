package org.gibsey.indexing.table;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.CodecRegistry;
import com.datastax.driver.core.policies.ConstantReconnectionPolicy;
import com.datastax.driver.core.policies.DCAwareRoundRobinPolicy;
import com.datastax.driver.core.policies.TokenAwarePolicy;
import java.net.InetSocketAddress;
import org.apache.flink.streaming.connectors.cassandra.ClusterBuilder;

/** How the sinks reach Cassandra. */
public final class CassandraCluster extends ClusterBuilder {
  private static final long serialVersionUID = 1L;

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
    // The driver's own policy would in the end look for a node that came back every ten minutes.
    return builder
        .withReconnectionPolicy(new ConstantReconnectionPolicy(RECONNECTION_MILLIS))
        .withLoadBalancingPolicy(
            new TokenAwarePolicy(DCAwareRoundRobinPolicy.builder().withLocalDc(datacenter).build()))
        .withCodecRegistry(new CodecRegistry().register(new FloatVectorCodec()))
        .withoutMetrics()
        .build();
  }
}
