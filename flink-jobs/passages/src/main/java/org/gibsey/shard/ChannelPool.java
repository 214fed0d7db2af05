package org.gibsey.shard;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One connection to each server that serves a shard. Safe for use by many threads. */
final class ChannelPool implements AutoCloseable {
  // 1,000 rows in two lists, each with a passage and metadata of up to 8 KB.
  private static final int MOST_RESPONSE_BYTES = 16 * 1024 * 1024;

  private final Map<Address, ManagedChannel> channels = new HashMap<>();
  private boolean closed;

  /**
   * The connection to an endpoint's server.
   *
   * @throws IllegalStateException when closed
   */
  synchronized ManagedChannel channel(Endpoint endpoint) {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
    return channels.computeIfAbsent(address(endpoint), ChannelPool::open);
  }

  /** Has the next call try to connect at once, whatever failed before. */
  synchronized void forgetFailures(Endpoint endpoint) {
    ManagedChannel channel = channels.get(address(endpoint));
    if (channel != null) {
      channel.resetConnectBackoff();
    }
  }

  /** Closes the connections to servers that serve nothing any more; running calls may end. */
  synchronized void keepOnly(Collection<Endpoint> endpoints) {
    Set<Address> used = new HashSet<>();
    endpoints.forEach(endpoint -> used.add(address(endpoint)));
    channels
        .entrySet()
        .removeIf(
            entry -> {
              if (used.contains(entry.getKey())) {
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

  private static ManagedChannel open(Address address) {
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .usePlaintext()
        // Shards are neighbours; a proxy for the outer world would not reach them.
        .proxyDetector(target -> null)
        .maxInboundMessageSize(MOST_RESPONSE_BYTES)
        .build();
  }

  private static Address address(Endpoint endpoint) {
    return new Address(endpoint.announcement().host(), endpoint.announcement().port());
  }

  private record Address(String host, int port) {}
}
