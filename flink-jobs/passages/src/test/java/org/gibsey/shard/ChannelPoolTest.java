package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelPoolTest {
  private final ChannelPool pool = new ChannelPool();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void sharesOneChannelAmongTheShardsOfAServer() {
    assertThat(pool.channel(endpoint(0, 20_100), ChannelPool.FIRST))
        .isSameAs(pool.channel(endpoint(1, 20_100), ChannelPool.FIRST));
    assertThat(pool.size()).isEqualTo(1);
  }

  @Test
  void closesChannelsThatNoShardNeeds() {
    ManagedChannel old = pool.channel(endpoint(0, 20_100), ChannelPool.FIRST);
    ManagedChannel used = pool.channel(endpoint(1, 20_101), ChannelPool.FIRST);

    pool.keepOnly(List.of(endpoint(0, 20_101)));

    assertThat(old.isShutdown()).isTrue();
    assertThat(used.isShutdown()).isFalse();
    assertThat(pool.size()).isEqualTo(1);
  }

  @Test
  void opensNoChannelWhenClosed() {
    ManagedChannel open = pool.channel(endpoint(0, 20_100), ChannelPool.FIRST);
    pool.close();

    assertThat(open.isShutdown()).isTrue();
    assertThatThrownBy(() -> pool.channel(endpoint(0, 20_100), ChannelPool.FIRST))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Endpoint endpoint(int shard, int port) {
    return new Endpoint(
        new Announcement(new ShardId("pages", shard), 2, "v1", "127.0.0.1", port), 0);
  }
}
