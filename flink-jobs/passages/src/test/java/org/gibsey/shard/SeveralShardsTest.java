package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;
import static org.gibsey.index.TestRows.vector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gibsey.index.Condition;
import org.gibsey.index.InvalidFilterException;
import org.gibsey.index.RowFilter;
import org.gibsey.index.TestRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with several shards each. */
class SeveralShardsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int PAGES = 40;
  private static final ShardId MOVED = new ShardId("pages", 1);

  @TempDir private Path path;
  private final EndpointDirectory directory = new EndpointDirectory();
  private final ShardClient client = new ShardClient(directory);
  private TestServer first;
  private TestServer second;

  @BeforeEach
  void serve() throws Exception {
    first = server("v1", 0, 1, 2);
    second = server("v1", 3);
    first.announce(directory, 0);
    second.announce(directory, 0);
    directory.caughtUp();
    // The first call of a JVM may take longer than the short deadlines of these tests.
    client.search(query(SearchMode.VECTOR, PAGES, LONG));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    first.close();
    second.close();
  }

  @Test
  void findsEveryRowOnceAcrossShardsAndServers() throws Exception {
    for (SearchMode mode : SearchMode.values()) {
      SearchResult all = client.search(query(mode, PAGES, LONG));
      assertThat(all.hits()).extracting(PassageHit::rowKey).containsExactlyInAnyOrder(keys());
      assertThat(all.shards()).isEqualTo(4);
      assertThat(all.indexVersion()).isEqualTo("v1");
      assertThat(all.servedFrom()).isEqualTo(ServedFrom.LIVE);
      assertThat(all.age()).isNull();
    }
    List<PassageHit> best = client.search(query(SearchMode.VECTOR, PAGES, LONG)).hits();
    assertThat(client.search(query(SearchMode.VECTOR, 5, LONG)).hits())
        .isEqualTo(best.subList(0, 5));
  }

  @Test
  void asksOnlyTheRefusedShardAgainAndCountsEachOnce() throws Exception {
    // One of three shards of a server is refused, and then announced where it really is.
    client.search(query(SearchMode.VECTOR, PAGES, LONG));
    first.serve(MOVED, 50);
    CompletableFuture<SearchResult> searching = searchInBackground();
    assertThatThrownBy(() -> client.search(query(SearchMode.VECTOR, PAGES, SHORT)))
        .isInstanceOf(ShardsUnavailableException.class)
        .extracting(e -> ((ShardsUnavailableException) e).missing())
        .asInstanceOf(InstanceOfAssertFactories.list(MissingShard.class))
        .singleElement()
        .satisfies(
            missing -> {
              assertThat(missing.shard()).isEqualTo(MOVED);
              assertThat(missing.reason()).contains("is served in epoch 50, not 1");
            });
    assertThat(searching).isNotDone();

    directory.announced(first.announcement(MOVED, first.port()), 50);

    assertThat(searching).succeedsWithin(LONG);
    assertThat(searching.join().hits())
        .extracting(PassageHit::rowKey)
        .containsExactlyInAnyOrder(keys());
  }

  @Test
  void saysOfEveryMissingShardWhyItIsMissing() throws Exception {
    first.close();
    directory.withdrawn(new ShardId("pages", 3), 100);

    assertThatThrownBy(() -> client.search(query(SearchMode.TEXT, 1, SHORT)))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("shard pages/0")
        .hasMessageContaining("UNAVAILABLE")
        .hasMessageContaining("shard pages/3: has no endpoint")
        .extracting(e -> ((ShardsUnavailableException) e).missing())
        .asInstanceOf(InstanceOfAssertFactories.list(MissingShard.class))
        .extracting(missing -> missing.shard().shard())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void neverMixesTwoIndexes() throws Exception {
    try (TestServer rebuilt = server("v2", 0, 1, 2)) {
      rebuilt.announce(directory, 100);
      // The last shard of the new index is not there yet; the old one still answers.
      assertThatThrownBy(() -> client.search(query(SearchMode.VECTOR, PAGES, SHORT)))
          .isInstanceOf(ShardsUnavailableException.class)
          .hasMessage("shard pages/3: has no endpoint");
      CompletableFuture<SearchResult> searching = searchInBackground();
      try (TestServer last = server("v2", 3)) {
        last.announce(directory, 100);

        assertThat(searching).succeedsWithin(LONG);
        assertThat(searching.join().indexVersion()).isEqualTo("v2");
        assertThat(searching.join().hits())
            .extracting(PassageHit::rowKey)
            .containsExactlyInAnyOrder(keys());
      }
    }
  }

  @Test
  void refusesAServerWhoseIndexIsNotTheAnnouncedOne() {
    // As when another job took the port: the same shard and epoch, another index.
    EndpointDirectory other = new EndpointDirectory();
    other.announced(
        new Announcement(new ShardId("pages", 0), 1, "v0", "127.0.0.1", first.port()), 0);
    other.caughtUp();

    try (ShardClient misled = new ShardClient(other)) {
      assertThatThrownBy(() -> misled.search(query(SearchMode.TEXT, 1, SHORT)))
          .isInstanceOf(ShardsUnavailableException.class)
          .hasMessageContaining("the server has version 'v1' of the index, 'v0' was announced");
    }
  }

  @Test
  void tellsTheShardsOwnWordsOfAFilterItCanNotAnswer() {
    RowFilter filter =
        new RowFilter(List.of(new Condition.Equal("no_such_column", "x")), List.of(), List.of());
    SearchQuery query =
        new SearchQuery("pages", SearchMode.TEXT, "bell", null, null, filter, 5, LONG);

    assertThatThrownBy(() -> client.search(query))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining("no_such_column");
  }

  @Test
  void passesConditionsOfEveryPlaceOn() throws Exception {
    RowFilter filter =
        new RowFilter(
            List.of(new Condition.Equal("book_id", "book")),
            List.of(
                new Condition.Equal("page_num", "3"),
                new Condition.In("page_num", List.of("4", "5")),
                new Condition.Range("page_num", "38", null, null, "39.5")),
            List.of(new Condition.Equal("page_num", "4")));
    SearchQuery query =
        new SearchQuery("pages", SearchMode.HYBRID, "bell", vector(1), null, filter, 5, LONG);

    assertThat(client.search(query).hits())
        .extracting(PassageHit::rowKey)
        .containsExactlyInAnyOrder(key("book", 3), key("book", 5), key("book", 39));
  }

  @Test
  void passesCandidatesAndExactnessOn() throws Exception {
    SearchQuery exact =
        new SearchQuery(
                "pages", SearchMode.VECTOR, "", vector(1), TestRows.MODEL, RowFilter.NONE, 5, LONG)
            .toBuilder().candidates(50).exact(true).build();

    assertThat(client.search(exact).hits())
        .isEqualTo(client.search(query(SearchMode.VECTOR, 5, LONG)).hits());
  }

  private TestServer server(String version, int... shards) throws Exception {
    TestServer server = new TestServer(path, version, 4, shards);
    for (int page = 1; page <= PAGES; page++) {
      server.apply(row(key("book", page), page, "bell " + "salt ".repeat(page)));
    }
    server.refresh();
    return server;
  }

  private CompletableFuture<SearchResult> searchInBackground() {
    CompletableFuture<SearchResult> searching = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                searching.complete(client.search(query(SearchMode.VECTOR, PAGES, LONG)));
              } catch (ShardsUnavailableException | RuntimeException e) {
                searching.completeExceptionally(e);
              }
            });
    return searching;
  }

  private static String[] keys() {
    return IntStream.rangeClosed(1, PAGES)
        .mapToObj(page -> key("book", page))
        .toArray(String[]::new);
  }

  private static SearchQuery query(SearchMode mode, int limit, Duration deadline) {
    return new SearchQuery(
        "pages", mode, "bell", vector(1), TestRows.MODEL, RowFilter.NONE, limit, deadline);
  }
}
