package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.gone;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.change.SourcePosition;
import org.gibsey.shard.v2.AwaitRequest;
import org.gibsey.shard.v2.AwaitResponse;
import org.gibsey.shard.v2.ShardServiceGrpc;
import org.gibsey.shard.v2.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String KEY = key("book", 1);

  @TempDir private Path path;
  private final EndpointDirectory directory = new EndpointDirectory();
  private final ShardClient client = new ShardClient(directory);
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer(path, "v1", 1, 0);
    server.announce(directory, 0);
    directory.caughtUp();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void knowsAtOnceWhatSearchesSeeAlready() throws Exception {
    write(5);

    assertThat(await(AwaitedWrite.at(5), LONG)).isTrue();
    assertThat(await(AwaitedWrite.at(4), LONG)).isTrue();
    assertThat(await(AwaitedWrite.at(6), SHORT)).isFalse();
    assertThat(server.waiting()).isZero();
  }

  @Test
  void waitsUntilSearchesSeeTheWrite() throws Exception {
    CompletableFuture<Boolean> waiting = awaitInBackground(AwaitedWrite.at(5));
    write(4);
    server.apply(row(KEY, 5, "bell"));
    assertThat(waiting).as("applied, but no search sees it").isNotDone();

    server.refresh();

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
    assertThat(client.row("pages", KEY, LONG))
        .get()
        .extracting(PassageHit::writeTimeMicros)
        .isEqualTo(5L);
    assertThat(server.waiting()).isZero();
  }

  @Test
  void waitsForADeletion() throws Exception {
    write(4);
    CompletableFuture<Boolean> waiting = awaitInBackground(AwaitedWrite.at(5));

    server.apply(gone(KEY, 5));
    server.refresh();

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
    assertThat(client.row("pages", KEY, LONG)).isEmpty();
  }

  @Test
  void comparesOffsetsWithinAPartitionAndWriteTimesBetweenPartitions() throws Exception {
    write(5); // comes from offset 5 of partition 3 of the topic "topic"

    assertThat(await(AwaitedWrite.at(new SourcePosition("topic", 3, 5)), LONG)).isTrue();
    assertThat(await(AwaitedWrite.at(new SourcePosition("topic", 3, 6)), SHORT)).isFalse();
    SourcePosition elsewhere = new SourcePosition("topic", 2, 1);
    assertThat(await(AwaitedWrite.at(elsewhere), SHORT)).isFalse();
    assertThat(await(new AwaitedWrite(5L, elsewhere), LONG)).isTrue();
    assertThat(await(new AwaitedWrite(6L, elsewhere), SHORT)).isFalse();
    assertThat(await(new AwaitedWrite(5L, new SourcePosition("topic", 3, 6)), SHORT)).isFalse();
  }

  @Test
  void refusesToWaitForNothing() {
    assertThatThrownBy(() -> new AwaitedWrite(null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesOnWaitingWhereTheShardIsServedNext() throws Exception {
    CompletableFuture<Boolean> waiting = awaitInBackground(AwaitedWrite.at(5));
    server.close();
    server = new TestServer(path, "v1", 1, 0);
    server.announce(directory, 10);
    TestServer.until(() -> server.waiting() == 1);
    assertThat(waiting).isNotDone();

    write(5);

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
  }

  @Test
  void saysThatNobodyCouldBeAskedRatherThanThatTheWriteIsMissing() throws Exception {
    server.close();

    assertThatThrownBy(() -> await(AwaitedWrite.at(5), SHORT))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("pages/0");
  }

  @Test
  void refusesMoreWaitersThanItHasRoomForAndForgetsThoseWhoLeave() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    AwaitRequest request =
        AwaitRequest.newBuilder()
            .setTarget(Target.newBuilder().setCollection("pages").setShard(0).setEpoch(0))
            .setRowKey(KEY)
            .setWriteTimeMicros(5)
            .setWaitMicros(LONG.toNanos() / 1_000)
            .build();
    AtomicInteger refused = new AtomicInteger();
    for (int i = 0; i <= VisibilityWaiters.MOST_WAITERS; i++) {
      ShardServiceGrpc.newStub(channel).await(request, countExhausted(refused));
    }
    TestServer.until(() -> refused.get() == 1);
    assertThat(server.waiting()).isEqualTo(VisibilityWaiters.MOST_WAITERS);
    assertThatThrownBy(() -> await(AwaitedWrite.at(5), LONG))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("RESOURCE_EXHAUSTED");
    // Whoever waits keeps nobody from searching.
    assertThat(client.stats("pages", LONG).shardsLive()).isEqualTo(1);

    channel.shutdownNow();

    TestServer.until(() -> server.waiting() == 0);
    write(5);
    assertThat(await(AwaitedWrite.at(5), LONG)).isTrue();
  }

  private static StreamObserver<AwaitResponse> countExhausted(AtomicInteger refused) {
    return new StreamObserver<>() {
      @Override
      public void onNext(AwaitResponse response) {}

      @Override
      public void onError(Throwable failure) {
        if (Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          refused.incrementAndGet();
        }
      }

      @Override
      public void onCompleted() {}
    };
  }

  private void write(long time) throws Exception {
    server.apply(row(KEY, time, "bell"));
    server.refresh();
  }

  private boolean await(AwaitedWrite write, Duration time) throws ShardsUnavailableException {
    return client.await("pages", KEY, write, time);
  }

  /** Begins to wait, and returns when the server knows of it. */
  private CompletableFuture<Boolean> awaitInBackground(AwaitedWrite write) {
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                waiting.complete(await(write, LONG));
              } catch (ShardsUnavailableException | RuntimeException e) {
                waiting.completeExceptionally(e);
              }
            });
    TestServer.until(() -> server.waiting() == 1);
    return waiting;
  }
}
