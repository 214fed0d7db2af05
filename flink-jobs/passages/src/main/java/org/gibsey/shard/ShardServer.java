package org.gibsey.shard;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.gibsey.index.PassageIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves some shards over gRPC, in plain text: meant for the loopback interface or a private
 * network.
 *
 * <p>All threads are the server's own and end with it, so that nothing of it outlives the class
 * loader of a job.
 */
public final class ShardServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardServer.class);

  /** A query is a vector and at most a few thousand characters. */
  private static final int MOST_REQUEST_BYTES = 256 * 1024;

  // More than may wait here, so that those who wait for a write never keep a search from being
  // sent;
  // what is too much is refused rather than left to wait on the client's side.
  private static final int MOST_CALLS_PER_CONNECTION = 2 * VisibilityWaiters.MOST_WAITERS;

  private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final long DRAIN_SECONDS = 2;

  private final Server server;
  private final ServedShards shards;
  private final Workers workers;
  private final VisibilityWaiters waiters;
  private final EventLoopGroup eventLoops;

  private ShardServer(
      Server server,
      ServedShards shards,
      Workers workers,
      VisibilityWaiters waiters,
      EventLoopGroup eventLoops) {
    this.server = server;
    this.shards = shards;
    this.workers = workers;
    this.waiters = waiters;
    this.eventLoops = eventLoops;
  }

  /**
   * Starts to listen on the first free port of a range. All calls are refused until {@link #serve}.
   *
   * @param host address to listen on
   * @param indexVersion version of the index that all shards belong to
   * @param indexes every shard that this server has; they must stay open until it is closed
   * @throws IOException when no port is free
   */
  public static ShardServer start(
      String host, PortRange ports, String indexVersion, Map<ShardId, PassageIndex> indexes)
      throws IOException {
    ServedShards shards = new ServedShards(indexVersion, indexes);
    Workers workers = new Workers(WORKERS, threads("shard-search-"));
    VisibilityWaiters waiters = new VisibilityWaiters(shards.indexes(), threads("shard-await-"));
    EventLoopGroup eventLoops = new NioEventLoopGroup(1, threads("shard-server-"));
    // Gives back what it took with every buffer. A pool would keep chunks that only a finalizer frees,
    // long after the job whose class loader they belong to.
    ByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
    IOException lastFailure = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      Server server =
          NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
              .channelType(NioServerSocketChannel.class)
              .bossEventLoopGroup(eventLoops)
              .workerEventLoopGroup(eventLoops)
              .withOption(ChannelOption.ALLOCATOR, memory)
              .withChildOption(ChannelOption.ALLOCATOR, memory)
              .directExecutor()
              .maxInboundMessageSize(MOST_REQUEST_BYTES)
              .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
              .addService(new ShardRequests(shards, workers, waiters))
              .build();
      try {
        return new ShardServer(server.start(), shards, workers, waiters, eventLoops);
      } catch (IOException e) {
        lastFailure = e;
      }
    }
    workers.close();
    waiters.close();
    stop(eventLoops);
    throw new IOException("no free port for shards on " + host + " in " + ports, lastFailure);
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Answers calls for these shards from now on when they carry these epochs. */
  public void serve(Map<ShardId, Long> epochs) {
    shards.serve(epochs);
  }

  /** How many callers wait for a write at this moment, for tests. */
  int waiting() {
    return waiters.size();
  }

  /** Takes no more calls, gives the running ones 2 s to end, and stops those that don't. */
  @Override
  public void close() {
    server.shutdown();
    waiters.close();
    boolean interrupted = false;
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
      }
      workers.close();
      // Whoever closes the indexes next must not take them from under a running call.
      if (!workers.awaitEnd(DRAIN_SECONDS) || !waiters.awaitEnd(DRAIN_SECONDS)) {
        LOG.warn("A call to a shard still runs {} s after it was stopped", DRAIN_SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      interrupted = true;
    }
    workers.close();
    stop(eventLoops);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(EventLoopGroup eventLoops) {
    // Without a quiet period: there is nobody left to hand it new work.
    var stopped = eventLoops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS);
    if (!stopped.awaitUninterruptibly(2 * DRAIN_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn(
          "The server's network thread is still busy {} s after it was closed", 2 * DRAIN_SECONDS);
    }
  }

  private static ThreadFactory threads(String prefix) {
    return Thread.ofPlatform().name(prefix, 0).daemon(true).factory();
  }
}
