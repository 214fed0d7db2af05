package org.gibsey.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.snapshot.TestSnapshots.COLLECTION;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.RowFilter;
import org.gibsey.index.TestRows;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FallbackSearchTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String QUESTION = "salt";

  @TempDir private Path folder;
  private final Live live = new Live();
  private TestSnapshots snapshots;
  private @Nullable FallbackSearch search;

  @BeforeEach
  void index() throws Exception {
    snapshots = new TestSnapshots(folder, 2);
    snapshots.apply(TestRows.row(TestRows.key("book", 1), 1, "salt"));
  }

  @AfterEach
  void close() throws Exception {
    if (search != null) {
      search.close();
    }
    snapshots.close();
  }

  @Test
  void liveShardsAnswerWhileTheyCan() throws Exception {
    FallbackSearch fallback = withSnapshot();
    assertThat(ask(fallback).servedFrom()).isEqualTo(ServedFrom.LIVE);
    assertThat(live.deadlines).containsExactly(PATIENCE);
  }

  @Test
  void patienceIsAtMostHalfOfTheTime() throws Exception {
    FallbackSearch fallback = withSnapshot();
    fallback.search(question(Duration.ofMillis(200)));
    assertThat(live.deadlines).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void theSnapshotAnswersWhenTheyDontAndTheyAreAskedNoMore() throws Exception {
    FallbackSearch fallback = withSnapshot();
    live.away = true;
    for (int i = 0; i < 5; i++) {
      SearchResult found = ask(fallback);
      assertThat(found.servedFrom()).isEqualTo(ServedFrom.SNAPSHOT);
      assertThat(found.hits()).hasSize(1);
      assertThat(found.age()).isNotNull();
    }
    assertThat(live.deadlines).hasSize(1);
    assertThat(fallback.row(COLLECTION, TestRows.key("book", 1), DEADLINE)).isPresent();
    assertThat(fallback.stats(COLLECTION, DEADLINE).shardsLive()).isZero();
  }

  @Test
  void liveShardsAnswerAgainWhenTheyAreBack() throws Exception {
    FallbackSearch fallback = withSnapshot();
    live.away = true;
    assertThat(ask(fallback).servedFrom()).isEqualTo(ServedFrom.SNAPSHOT);
    live.away = false;
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (ask(fallback).servedFrom() != ServedFrom.LIVE) {
      assertThat(System.nanoTime()).as("the probe found the shards").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aQuestionThatDoesNotFitIsNoFailureOfTheShards() throws Exception {
    FallbackSearch fallback = withSnapshot();
    live.refuses = true;
    assertThatThrownBy(() -> ask(fallback)).isInstanceOf(IllegalArgumentException.class);
    live.refuses = false;
    assertThat(ask(fallback).servedFrom()).isEqualTo(ServedFrom.LIVE);
  }

  @Test
  void withoutASnapshotLiveShardsHaveAllTheTimeAndTheLastWord() {
    FallbackSearch fallback = withoutSnapshot();
    live.away = true;
    assertThatThrownBy(() -> ask(fallback))
        .isInstanceOf(ShardsUnavailableException.class)
        .hasMessage("away");
    assertThatThrownBy(() -> fallback.stats(COLLECTION, DEADLINE))
        .isInstanceOf(ShardsUnavailableException.class);
    assertThat(live.deadlines).containsExactly(DEADLINE);
  }

  private FallbackSearch withSnapshot() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    return withoutSnapshot();
  }

  private FallbackSearch withoutSnapshot() {
    FallbackSearch made =
        FallbackSearch.of(
            live,
            SnapshotSearch.start(
                new LocalSnapshots(snapshots.root()),
                Map.of(COLLECTION, IndexDefinition.DEFAULT),
                Duration.ofHours(1)),
            PATIENCE);
    search = made;
    return made;
  }

  private static SearchResult ask(FallbackSearch fallback) throws ShardsUnavailableException {
    return fallback.search(question(DEADLINE));
  }

  private static SearchQuery question(Duration deadline) {
    return new SearchQuery(
        COLLECTION, SearchMode.TEXT, QUESTION, null, null, RowFilter.NONE, 10, deadline);
  }

  /** Live shards that are away when a test says so. */
  private static final class Live implements PassageSearch {
    /** Of questions, not of probes. */
    private final List<Duration> deadlines = new CopyOnWriteArrayList<>();

    private volatile boolean away;
    private volatile boolean refuses;

    @Override
    public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
      if (query.text().equals(QUESTION)) {
        deadlines.add(query.deadline());
      }
      if (refuses) {
        throw new IllegalArgumentException("another model");
      }
      requireThere();
      return new SearchResult(List.of(), 2, "v1", ServedFrom.LIVE, null, null);
    }

    @Override
    public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
        throws ShardsUnavailableException {
      requireThere();
      return Optional.empty();
    }

    @Override
    public CollectionStats stats(String collection, Duration deadline)
        throws ShardsUnavailableException {
      requireThere();
      return new CollectionStats(collection, 0, 0, 2, 2, null);
    }

    @Override
    public void close() {}

    private void requireThere() throws ShardsUnavailableException {
      if (away) {
        throw new ShardsUnavailableException("away");
      }
    }
  }
}
