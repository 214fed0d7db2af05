package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndpointDirectoryTest {
  private final EndpointDirectory directory = new EndpointDirectory();

  @Test
  void keepsTheAnnouncementWithTheHighestOffset() {
    directory.announced(at(0, 2, 9101), 7);
    directory.announced(at(0, 2, 9100), 3);
    directory.announced(at(1, 2, 9102), 8);

    assertThat(directory.of("pages").shards())
        .extracting(e -> Objects.requireNonNull(e).announcement().port())
        .containsExactly(9101, 9102);
  }

  @Test
  void isReadyOnceAllShardsAreKnownAndTheTopicWasRead() {
    directory.announced(at(0, 2, 9100), 0);
    directory.caughtUp();
    assertThat(directory.isReady()).isFalse();

    directory.announced(at(1, 2, 9100), 1);
    assertThat(directory.isReady()).isTrue();

    directory.withdrawn(new ShardId("pages", 1), 2);
    assertThat(directory.isReady()).isFalse();
  }

  @Test
  void isNotReadyWhenNothingWasAnnounced() {
    directory.caughtUp();

    assertThat(directory.isReady()).isFalse();
  }

  @Test
  void ignoresAWithdrawalOlderThanTheAnnouncement() {
    directory.announced(at(0, 1, 9100), 5);
    directory.withdrawn(new ShardId("pages", 0), 4);

    assertThat(directory.endpoint(new ShardId("pages", 0))).isNotNull();
  }

  @Test
  void forgetsShardsOfAnEarlierNumberOfShards() {
    for (int shard = 0; shard < 4; shard++) {
      directory.announced(at(shard, 4, 9100), shard);
    }
    directory.announced(at(0, 2, 9101), 4);

    assertThat(directory.of("pages").shards()).hasSize(2).element(1).isNull();
    assertThat(directory.endpoint(new ShardId("pages", 1))).isNull();
    assertThat(directory.endpoint(new ShardId("pages", 3))).isNull();
  }

  @Test
  void givesOnlyEndpointsOfTheIndexThatWasAnnouncedLast() {
    directory.announced(at(0, 2, 9100, "old"), 0);
    directory.announced(at(1, 2, 9100, "old"), 1);
    directory.caughtUp();
    assertThat(directory.isReady()).isTrue();

    directory.announced(at(1, 2, 9101, "new"), 2);
    assertThat(directory.endpoint(new ShardId("pages", 0))).isNull();
    assertThat(directory.endpoint(new ShardId("pages", 1))).isNotNull();
    assertThat(directory.isReady()).isFalse();

    directory.announced(at(0, 2, 9101, "new"), 3);
    assertThat(directory.of("pages").shards())
        .extracting(e -> Objects.requireNonNull(e).announcement().indexVersion())
        .containsExactly("new", "new");
    assertThat(directory.isReady()).isTrue();
  }

  @Test
  void tellsThoseWhoWaitForAChange() {
    AtomicInteger changes = new AtomicInteger();
    Object ticket = directory.listen(changes::incrementAndGet);

    directory.announced(at(0, 1, 9100), 0);
    assertThat(changes).hasValue(1);
    directory.announced(at(0, 1, 9100), 0);
    assertThat(changes).as("nothing new").hasValue(1);

    directory.forget(ticket);
    directory.announced(at(0, 1, 9100), 1);
    assertThat(changes).hasValue(1);
  }

  private static Announcement at(int shard, int shards, int port) {
    return at(shard, shards, port, "v1");
  }

  private static Announcement at(int shard, int shards, int port, String version) {
    return new Announcement(new ShardId("pages", shard), shards, version, "127.0.0.1", port);
  }
}
