package org.gibsey.shard;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A connection to each server that serves a shard, and a second one where calls are hedged. Safe
 * for use by many threads.
 */
final class ChannelPool implements AutoCloseable {
  /** The connection that calls take. */
  static final int FIRST = 0;

  /** The connection that second attempts take. */
  static final int SECOND = 1;

  // 1,000 rows in two lists, each with a passage and metadata of up to 8 KB.
  private static final int MOST_RESPONSE_BYTES = 16 * 1024 * 1024;

  private final Map<Lane, ManagedChannel> channels = new HashMap<>();
  private boolean closed;

  /**
   * A connection to an endpoint's server.
   *
   * @param lane {@link #FIRST} or {@link #SECOND}
   * @throws IllegalStateException when closed
   */
  synchronized ManagedChannel channel(Endpoint endpoint, int lane) {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
    return channels.computeIfAbsent(new Lane(endpoint.address(), lane), ChannelPool::open);
  }

  /** Has the next call try to connect at once, whatever failed before. */
  synchronized void forgetFailures(Endpoint endpoint) {
    channels.forEach(
        (lane, channel) -> {
          if (lane.address().equals(endpoint.address())) {
            channel.resetConnectBackoff();
          }
        });
  }

  /** Closes the connections to servers that serve nothing any more; running calls may end. */
  synchronized void keepOnly(Collection<Endpoint> endpoints) {
    Set<Endpoint.Address> used = new HashSet<>();
    endpoints.forEach(endpoint -> used.add(endpoint.address()));
    channels
        .entrySet()
        .removeIf(
            entry -> {
              if (used.contains(entry.getKey().address())) {
                return false;
              }
              entry.getValue().shutdown();
              return true;
            });
  }

  synchronized int size() {
    return channels.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    channels.values().forEach(ManagedChannel::shutdownNow);
    channels.clear();
  }

  private static ManagedChannel open(Lane lane) {
    Endpoint.Address address = lane.address();
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .usePlaintext()
        // Shards are neighbours; a proxy for the outer world would not reach them.
        .proxyDetector(target -> null)
        .maxInboundMessageSize(MOST_RESPONSE_BYTES)
        .build();
  }

  private record Lane(Endpoint.Address address, int number) {}
}
