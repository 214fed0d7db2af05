package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.gibsey.index.RowFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that accept everything and never answer. */
class HedgingTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Hedging SOON = new Hedging(Duration.ofMillis(20));

  @TempDir private Path path;
  private final EndpointDirectory directory = new EndpointDirectory();
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer(path, "v1", 2, 0, 1);
    for (int page = 1; page <= 10; page++) {
      server.apply(row(key("book", page), page, "bell"));
    }
    server.refresh();
    directory.caughtUp();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void answersOverASecondConnectionWhenTheFirstStalls() throws Exception {
    try (StallingRelay relay = new StallingRelay(server.port(), 1);
        ShardClient client = new ShardClient(directory, SOON)) {
      server.announce(directory, 0, relay.port());

      SearchResult result = client.search(query(LONG));

      assertThat(result.hits()).hasSize(10).doesNotHaveDuplicates();
      assertThat(result.shards()).isEqualTo(2);
    }
  }

  @Test
  void doesNotSendTwiceUnlessToldTo() throws Exception {
    try (StallingRelay relay = new StallingRelay(server.port(), 1);
        ShardClient client = new ShardClient(directory)) {
      server.announce(directory, 0, relay.port());

      assertThatThrownBy(() -> client.search(query(Duration.ofMillis(300))))
          .isInstanceOf(ShardsUnavailableException.class)
          .hasMessageContaining("shard pages/0: did not answer in time")
          .hasMessageContaining("shard pages/1: did not answer in time");
    }
  }

  @Test
  void leavesAStalledServerForTheOneThatWasAnnouncedAfterIt() throws Exception {
    try (StallingRelay relay = new StallingRelay(server.port(), Integer.MAX_VALUE);
        ShardClient client = new ShardClient(directory)) {
      server.announce(directory, 0, relay.port());
      CompletableFuture<SearchResult> searching = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  searching.complete(client.search(query(LONG)));
                } catch (ShardsUnavailableException | RuntimeException e) {
                  searching.completeExceptionally(e);
                }
              });

      server.announce(directory, 10);

      assertThat(searching).succeedsWithin(LONG);
      assertThat(searching.join().hits()).hasSize(10);
    }
  }

  @Test
  void savesUpNoMoreThanTenSecondAttempts() {
    HedgeBudget budget = new HedgeBudget();
    for (int call = 0; call < 1_000; call++) {
      budget.called();
    }
    for (int hedge = 0; hedge < 10; hedge++) {
      assertThat(budget.take()).isTrue();
    }
    assertThat(budget.take()).isFalse();

    for (int call = 0; call < 21; call++) {
      budget.called();
    }
    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isFalse();
  }

  @Test
  void refusesToHedgeAtOnce() {
    assertThatThrownBy(() -> new Hedging(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SearchQuery query(Duration deadline) {
    return new SearchQuery(
        "pages", SearchMode.TEXT, "bell", null, null, RowFilter.NONE, 10, deadline);
  }
}
