package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;
import static org.gibsey.index.TestRows.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gibsey.index.IndexedRow;
import org.gibsey.index.ModelMismatchException;
import org.gibsey.index.RowFilter;
import org.gibsey.index.TestRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client and servers over the loopback interface. */
class ShardClientTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int PAGES = 20;

  @TempDir private Path path;
  private final EndpointDirectory directory = new EndpointDirectory();
  private final ShardClient client = new ShardClient(directory);
  private TestShard first;
  private TestShard second;

  @BeforeEach
  void serveTwoShards() throws Exception {
    first = shard(0, PortRange.ANY);
    second = shard(1, PortRange.ANY);
    for (int page = 1; page <= PAGES; page++) {
      String key = key("book", page);
      TestShard home = RowShard.of(key, 2) == 0 ? first : second;
      home.apply(row(key, page, "bell " + "salt ".repeat(page)));
    }
    announce(first, 0);
    announce(second, 1);
    directory.caughtUp();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    first.close();
    second.close();
  }

  @Test
  void mergesTheHitsOfAllShards() throws Exception {
    SearchResult all = client.search(query(SearchMode.VECTOR, "", PAGES, LONG));
    SearchResult few = client.search(query(SearchMode.VECTOR, "", 3, LONG));

    assertThat(all.shards()).isEqualTo(2);
    assertThat(all.hits())
        .hasSize(PAGES)
        .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    assertThat(few.hits()).isEqualTo(all.hits().subList(0, 3));
    assertThat(few.hits()).allMatch(hit -> hit.vectorScore() != null && hit.textScore() == null);
  }

  @Test
  void listsEveryRowOfAllShardsOnce() throws Exception {
    first.apply(TestRows.gone(key("book", 1), 100));
    second.apply(TestRows.gone(key("book", 1), 100));
    List<IndexedRow> rows = new ArrayList<>();

    client.forEachRow("pages", LONG, rows::add);

    assertThat(rows)
        .extracting(IndexedRow::rowKey)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(2, PAGES).mapToObj(page -> key("book", page)).toList());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.textHash()).isEqualTo("hash-" + row.writeTimeMicros());
              assertThat(row.versionTimeMicros()).isEqualTo(row.writeTimeMicros());
              assertThat(row.fields()).containsEntry("speaker", "Edda");
            });
  }

  @Test
  void ranksByWords() throws Exception {
    SearchResult result = client.search(query(SearchMode.TEXT, "salt", 5, LONG));

    assertThat(result.hits()).hasSize(5);
    assertThat(result.hits()).allMatch(hit -> hit.vectorScore() == null && hit.textScore() != null);
  }

  @Test
  void fusesBothRankings() throws Exception {
    List<PassageHit> hits = client.search(query(SearchMode.HYBRID, "bell", PAGES, LONG)).hits();

    assertThat(hits).hasSize(PAGES).allMatch(hit -> "Edda".equals(hit.fields().get("speaker")));
    assertThat(hits).allMatch(hit -> hit.vectorScore() != null && hit.textScore() != null);
    assertThat(hits).allMatch(hit -> hit.score() > 0 && hit.score() <= 1.0 / 3 + 3.0 / 3);
    assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void findsARowInItsShard() throws Exception {
    for (int page = 1; page <= PAGES; page++) {
      assertThat(client.row("pages", key("book", page), LONG))
          .get()
          .satisfies(hit -> assertThat(hit.score()).isZero())
          .extracting(PassageHit::writeTimeMicros)
          .isEqualTo((long) page);
    }
    assertThat(client.row("pages", key("book", PAGES + 1), LONG)).isEmpty();
  }

  @Test
  void countsAllShardsAndThoseThatAreLive() throws Exception {
    assertThat(client.stats("pages", LONG))
        .isEqualTo(new CollectionStats("pages", PAGES, PAGES, 2, 2, (long) PAGES));

    second.close();

    CollectionStats stats = client.stats("pages", LONG);
    assertThat(stats.shards()).isEqualTo(2);
    assertThat(stats.shardsLive()).isEqualTo(1);
    assertThat(stats.rows()).isBetween(1L, PAGES - 1L);
  }

  @Test
  void neverAnswersFromOnlySomeShards() throws Exception {
    client.search(query(SearchMode.VECTOR, "", 3, LONG));
    second.close();

    assertThatThrownBy(() -> client.search(query(SearchMode.VECTOR, "", 3, SHORT)))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("pages/1");
  }

  @Test
  void asksNobodyForACollectionThatWasNeverAnnounced() {
    SearchQuery query =
        new SearchQuery("unknown", SearchMode.TEXT, "bell", null, null, RowFilter.NONE, 1, LONG);

    assertThatThrownBy(() -> client.search(query))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("unknown");
    assertThatThrownBy(() -> client.stats("unknown", LONG))
        .isInstanceOf(ShardsUnavailableException.class);
  }

  @Test
  void refusesAnEpochThatIsNotTheServers() throws Exception {
    client.search(query(SearchMode.VECTOR, "", 3, LONG));
    // The shard moved to a server whose announcement has not arrived here.
    second.serve(9);

    assertThatThrownBy(() -> client.search(query(SearchMode.VECTOR, "", 3, SHORT)))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessageContaining("shard pages/1 is served in epoch 9, not 1")
        .extracting(e -> ((ShardsUnavailableException) e).missing())
        .asInstanceOf(InstanceOfAssertFactories.list(MissingShard.class))
        .extracting(MissingShard::shard)
        .containsExactly(new ShardId("pages", 1));
  }

  @Test
  void goesOnToTheNewestEndpointOfAShardThatMoved() throws Exception {
    second.serve(9);
    CompletableFuture<SearchResult> searching = searchInBackground();

    directory.announced(second.announcement(), 9);

    assertThat(searching)
        .succeedsWithin(LONG)
        .extracting(SearchResult::hits)
        .asList()
        .hasSize(PAGES);
  }

  @Test
  void goesOnWhenTheServerLearnsItsEpochAfterTheClient() throws Exception {
    directory.announced(second.announcement(), 5);
    CompletableFuture<SearchResult> searching = searchInBackground();

    second.serve(5);

    assertThat(searching).succeedsWithin(LONG);
  }

  @Test
  void findsAShardThatCameBackOnTheSamePort() throws Exception {
    client.search(query(SearchMode.VECTOR, "", 3, LONG));
    int port = second.port();
    second.close();
    CompletableFuture<SearchResult> searching = searchInBackground();

    second = shard(1, new PortRange(port, port));
    announce(second, 12);

    assertThat(searching).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void refusesArgumentsOutOfTheirRange() {
    assertRefused(query(SearchMode.VECTOR, "", 0, LONG), "limit");
    assertRefused(query(SearchMode.VECTOR, "", 1_001, LONG), "limit");
    assertRefused(query(SearchMode.VECTOR, null, "", 1, LONG), "needs a vector");
    assertRefused(query(SearchMode.VECTOR, vector(1, 3), "", 1, LONG), "dimension 3");
    assertRefused(query(SearchMode.HYBRID, new float[TestRows.DIMENSION], "", 1, LONG), "length 1");
  }

  @Test
  void refusesAVectorOfAnotherModelUnlessThereIsNothingToCompareItWith() throws Exception {
    SearchQuery other =
        new SearchQuery(
            "pages", SearchMode.VECTOR, "", vector(1), "other-model", RowFilter.NONE, 1, LONG);
    assertRefused(other, "vectors of the model 'test-model', the question's is of 'other-model'");
    assertThatThrownBy(() -> client.search(other)).isInstanceOf(ModelMismatchException.class);
    assertThatThrownBy(() -> client.search(query(SearchMode.VECTOR, vector(1, 3), "", 1, LONG)))
        .isInstanceOf(ModelMismatchException.class);

    EndpointDirectory empty = new EndpointDirectory();
    try (TestShard shard = new TestShard(path, new ShardId("pages", 0), 1, PortRange.ANY);
        ShardClient client = new ShardClient(empty)) {
      shard.serve(1);
      empty.announced(shard.announcement(), 1);
      empty.caughtUp();
      assertThat(client.search(other).hits()).isEmpty();
    }
  }

  @Test
  void restrictsHitsToKeyColumns() throws Exception {
    SearchQuery onePage =
        new SearchQuery(
            "pages",
            SearchMode.HYBRID,
            "bell",
            vector(1),
            TestRows.MODEL,
            RowFilter.equal(Map.of("page_num", "7")),
            10,
            LONG);

    assertThat(client.search(onePage).hits())
        .extracting(PassageHit::rowKey)
        .containsExactly(key("book", 7));
  }

  @Test
  void takesTheFirstFreePortOfARange() throws Exception {
    int taken = first.port();

    assertThatThrownBy(() -> shard(0, new PortRange(taken, taken)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(taken));
    try (TestShard next = shard(0, new PortRange(taken, taken + 100))) {
      assertThat(next.port()).isGreaterThan(taken);
    }
  }

  private CompletableFuture<SearchResult> searchInBackground() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.search(query(SearchMode.VECTOR, "", PAGES, LONG));
          } catch (ShardsUnavailableException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void assertRefused(SearchQuery query, String reason) {
    assertThatThrownBy(() -> client.search(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private TestShard shard(int number, PortRange ports) throws Exception {
    return new TestShard(path, new ShardId("pages", number), 2, ports);
  }

  private void announce(TestShard shard, long epoch) {
    shard.serve(epoch);
    directory.announced(shard.announcement(), epoch);
  }

  private static SearchQuery query(SearchMode mode, String text, int limit, Duration deadline) {
    return query(mode, vector(1), text, limit, deadline);
  }

  private static SearchQuery query(
      SearchMode mode, float @Nullable [] vector, String text, int limit, Duration deadline) {
    return new SearchQuery(
        "pages", mode, text, vector, TestRows.MODEL, RowFilter.NONE, limit, deadline);
  }
}
