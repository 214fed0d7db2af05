package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gibsey.index.RowFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that must see a write, of two shards on one server. */
class SearchAfterTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String KEY = key("book", 1);
  private static final int SHARDS = 2;

  @TempDir Path path;
  private final EndpointDirectory directory = new EndpointDirectory();
  private final ShardClient client = new ShardClient(directory);
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer(path, "v1", SHARDS, 0, 1);
    server.announce(directory, 0);
    directory.caughtUp();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void answersAtOnceWhenSearchesSeeTheWriteAlready() throws Exception {
    server.apply(row(KEY, 5, "bell"));
    server.refresh();

    assertThat(client.search(bellAfter(5, LONG)).hits())
        .extracting(PassageHit::rowKey)
        .containsExactly(KEY);
    assertThat(server.waiting()).isZero();
  }

  @Test
  void waitsForTheWriteAndThenShowsIt() throws Exception {
    server.apply(row(KEY, 4, "bell"));
    server.refresh();
    CompletableFuture<List<PassageHit>> searching = searchInBackground();
    server.apply(row(KEY, 5, "bell"));
    assertThat(searching).as("applied, but no search sees it").isNotDone();

    server.refresh();

    assertThat(searching)
        .succeedsWithin(LONG)
        .satisfies(
            hits -> assertThat(hits).extracting(PassageHit::writeTimeMicros).containsExactly(5L));
  }

  @Test
  void waitsAgainWhereTheShardsWentBackToAnEarlierState() throws Exception {
    server.apply(row(KEY, 5, "bell"));
    server.refresh();
    assertThat(client.search(bellAfter(5, LONG)).hits()).hasSize(1);
    server.close();
    server = new TestServer(path, "v1", SHARDS, 0, 1);
    server.announce(directory, 10);

    CompletableFuture<List<PassageHit>> searching = searchInBackground();
    server.apply(row(KEY, 5, "bell"));
    server.refresh();

    assertThat(searching).succeedsWithin(LONG).satisfies(hits -> assertThat(hits).hasSize(1));
  }

  @Test
  void saysSoRatherThanShowSomethingOlder() throws Exception {
    server.apply(row(KEY, 4, "bell"));
    server.refresh();

    assertThatThrownBy(() -> client.search(bellAfter(5, SHORT)))
        .isInstanceOf(WriteNotVisibleException.class);
    TestServer.until(() -> server.waiting() == 0);
  }

  @Test
  void doesNotBlameTheWriteWhenAShardIsAway() throws Exception {
    int home = RowShard.of(KEY, SHARDS);
    client.search(bellAfterNothing());
    server.close();
    server = new TestServer(path, "v1", SHARDS, home);
    server.announce(directory, 10);

    assertThatThrownBy(() -> client.search(bellAfter(5, SHORT)))
        .isInstanceOf(ShardsUnavailableException.class)
        .isNotInstanceOf(WriteNotVisibleException.class);
  }

  private static SearchQuery bellAfterNothing() {
    return SearchQuery.builder("pages", SearchMode.TEXT, LONG).text("bell").build();
  }

  private static SearchQuery bellAfter(long writeTime, Duration deadline) {
    return new SearchQuery(
            "pages", SearchMode.TEXT, "bell", null, null, RowFilter.NONE, 5, deadline)
        .after(new ReadAfter(KEY, AwaitedWrite.at(writeTime)));
  }

  private CompletableFuture<List<PassageHit>> searchInBackground() {
    CompletableFuture<List<PassageHit>> searching = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                searching.complete(client.search(bellAfter(5, LONG)).hits());
              } catch (ShardsUnavailableException | RuntimeException e) {
                searching.completeExceptionally(e);
              }
            });
    TestServer.until(() -> server.waiting() == 1);
    return searching;
  }
}
