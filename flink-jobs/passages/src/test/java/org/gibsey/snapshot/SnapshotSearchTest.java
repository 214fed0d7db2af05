package org.gibsey.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.snapshot.TestSnapshots.COLLECTION;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.store.Directory;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.RowFilter;
import org.gibsey.index.TestRows;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.MergedHits;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardQuestion;
import org.gibsey.shard.ShardsUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SnapshotSearchTest {
  private static final int SHARDS = 3;
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private TestSnapshots snapshots;

  @BeforeEach
  void index() throws Exception {
    snapshots = new TestSnapshots(folder, SHARDS);
    for (int page = 0; page < 40; page++) {
      // No two passages have the same score: the order of those that do is up to the merges.
      String text = "salt ".repeat(page + 1) + "on the page";
      snapshots.apply(TestRows.row(TestRows.key("book", page), page + 1, text, "passage " + page));
    }
  }

  @AfterEach
  void close() throws Exception {
    snapshots.close();
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatTheShardsFound(SearchMode mode) throws Exception {
    long taken = System.currentTimeMillis() - 60_000;
    snapshots.publish("v1", 1, 1, taken);
    SearchQuery query = query(mode, "salt");
    List<PassageHit> live = live(query);
    // What comes later is not in the snapshot.
    snapshots.apply(TestRows.row(TestRows.key("book", 99), 100, "salt"));

    try (SnapshotSearch search = open()) {
      SearchResult found = search.search(query);

      assertThat(found.hits()).hasSize(10);
      assertThat(found.hits())
          .usingRecursiveComparison()
          // Files and memory are not summed up in the same order.
          .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-5, Float.class)
          .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-5, Double.class)
          .isEqualTo(live);
      assertThat(found.shards()).isEqualTo(SHARDS);
      assertThat(found.indexVersion()).isEqualTo("v1");
      assertThat(found.servedFrom()).isEqualTo(ServedFrom.SNAPSHOT);
      assertThat(Objects.requireNonNull(found.age())).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void knowsRowsAndCountsThemAndSaysThatNoShardIsLive() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    try (SnapshotSearch search = open()) {
      assertThat(search.row(COLLECTION, TestRows.key("book", 7), DEADLINE)).isPresent();
      assertThat(search.row(COLLECTION, TestRows.key("book", 77), DEADLINE)).isEmpty();
      CollectionStats stats = search.stats(COLLECTION, DEADLINE);
      assertThat(stats.rows()).isEqualTo(40);
      assertThat(stats.passages()).isEqualTo(80);
      assertThat(stats.newestWriteTimeMicros()).isEqualTo(40);
      assertThat(stats.shards()).isEqualTo(SHARDS);
      assertThat(stats.shardsLive()).isZero();
      assertThat(stats.servedFrom()).isEqualTo(ServedFrom.SNAPSHOT);
    }
  }

  @Test
  void refusesAQuestionOfAnotherModelOrDimension() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    try (SnapshotSearch search = open()) {
      float[] vector = TestRows.vector(1);
      assertThatThrownBy(() -> search.search(query(vector, "another-model")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another-model");
      assertThatThrownBy(() -> search.search(query(TestRows.vector(1, 8), TestRows.MODEL)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dimension 8");
    }
  }

  @Test
  void takesTheNewestManifestOfTheNewestAttempt() throws Exception {
    snapshots.publish("v1", 1, 90, 1_000);
    snapshots.apply(TestRows.row(TestRows.key("book", 50), 50, "fifty"));
    snapshots.publish("v1", 2, 5, 2_000);
    snapshots.apply(TestRows.row(TestRows.key("book", 51), 51, "fifty-one"));
    // An attempt that does not know that it is over.
    snapshots.publish("v1", 1, 91, 3_000);
    try (SnapshotSearch search = open()) {
      assertThat(search.stats(COLLECTION, DEADLINE).rows()).isEqualTo(41);
    }
  }

  @Test
  void takesAllShardsOfOneVersionOrNothing() throws Exception {
    CurrentSnapshot current = new CurrentSnapshot(store(), COLLECTION, IndexDefinition.DEFAULT);
    snapshots.publish(0, "v2", 9, 1, 1_000);
    current.refresh();
    assertThat(current.peek()).isNull();
    snapshots.publish("v1", 1, 1, 1_000);
    current.refresh();
    assertThat(version(current)).isEqualTo("v1");
    snapshots.publish(1, "v2", 10, 1, 2_000);
    current.refresh();
    assertThat(version(current)).isEqualTo("v1");
    snapshots.publish(2, "v2", 11, 1, 2_000);
    current.refresh();
    assertThat(version(current)).isEqualTo("v2");
    current.close();
  }

  @Test
  void takesTheManifestBeforeOneThatWasCutOff() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    Files.write(
        snapshots.folder(0, "v1").resolve(new ManifestName(1, 2).toString()), new byte[] {'{'});
    try (SnapshotSearch search = open()) {
      assertThat(search.stats(COLLECTION, DEADLINE).rows()).isEqualTo(40);
    }
  }

  @Test
  void takesTheNewestAgainWhenAFileVanishedMeanwhile() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    SnapshotStore slow =
        new Replacing(
            store(),
            () -> {
              snapshots.publish("v1", 2, 2, 2_000);
              for (int shard = 0; shard < SHARDS; shard++) {
                snapshots.forget(shard, "v1", 1);
              }
            });
    try (SnapshotSearch search =
        SnapshotSearch.start(slow, Map.of(COLLECTION, IndexDefinition.DEFAULT), NEVER)) {
      assertThat(search.stats(COLLECTION, DEADLINE).rows()).isEqualTo(40);
    }
  }

  @Test
  void keepsWhatItHasWhenTheNewestIsDamaged() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    CurrentSnapshot current = new CurrentSnapshot(store(), COLLECTION, IndexDefinition.DEFAULT);
    current.refresh();
    OpenSnapshot before = current.peek();
    snapshots.apply(TestRows.row(TestRows.key("book", 50), 50, "fifty"));
    snapshots.publish("v1", 2, 2, 2_000);
    for (int shard = 0; shard < SHARDS; shard++) {
      try (var files = Files.list(snapshots.folder(shard, "v1"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".2")).toList()) {
          Files.write(file, new byte[] {1});
        }
      }
    }
    assertThatThrownBy(current::refresh).isInstanceOf(IOException.class);
    assertThat(current.peek()).isSameAs(before);
    current.close();
  }

  @Test
  void aSearchUnderWayOutlivesTheSnapshotThatReplacesItsOwn() throws Exception {
    snapshots.publish("v1", 1, 1, 1_000);
    CurrentSnapshot current = new CurrentSnapshot(store(), COLLECTION, IndexDefinition.DEFAULT);
    current.refresh();
    OpenSnapshot used = Objects.requireNonNull(current.acquire());
    snapshots.apply(TestRows.row(TestRows.key("book", 50), 50, "fifty"));
    snapshots.publish("v1", 1, 2, 2_000);
    current.refresh();
    for (int shard = 0; shard < SHARDS; shard++) {
      snapshots.forget(shard, "v1", 1);
    }
    long rows = 0;
    for (SnapshotIndex shard : used.shards()) {
      rows += shard.counts().rows();
    }
    assertThat(rows).isEqualTo(40);
    used.release();
    assertThat(used.acquire()).isFalse();
    current.close();
  }

  @Test
  void aManifestOfTheSameFilesOnlyMakesItYounger() throws Exception {
    snapshots.publish("v1", 1, 1, System.currentTimeMillis() - 3_600_000);
    CurrentSnapshot current = new CurrentSnapshot(store(), COLLECTION, IndexDefinition.DEFAULT);
    current.refresh();
    OpenSnapshot before = Objects.requireNonNull(current.peek());
    assertThat(before.age()).isGreaterThanOrEqualTo(Duration.ofHours(1));
    snapshots.renew("v1", 1, 2, System.currentTimeMillis());
    current.refresh();
    assertThat(current.peek()).isSameAs(before);
    assertThat(before.age()).isLessThan(Duration.ofHours(1));
    current.close();
  }

  @Test
  void hasNoAnswerWithoutASnapshot() {
    try (SnapshotSearch search = open()) {
      assertThat(search.age(COLLECTION)).isEmpty();
      assertThat(search.age("another")).isEmpty();
      assertThatThrownBy(() -> search.search(query(SearchMode.TEXT, "salt")))
          .isInstanceOf(ShardsUnavailableException.class);
    }
  }

  private SnapshotStore store() {
    return new LocalSnapshots(snapshots.root());
  }

  private SnapshotSearch open() {
    return SnapshotSearch.start(store(), Map.of(COLLECTION, IndexDefinition.DEFAULT), NEVER);
  }

  private static String version(CurrentSnapshot current) {
    return Objects.requireNonNull(current.peek()).indexVersion();
  }

  private static SearchQuery query(SearchMode mode, String text) {
    return new SearchQuery(
        COLLECTION,
        mode,
        text,
        mode == SearchMode.TEXT ? null : TestRows.vector(text.hashCode()),
        TestRows.MODEL,
        RowFilter.NONE,
        10,
        DEADLINE);
  }

  private static SearchQuery query(float[] vector, String model) {
    return new SearchQuery(
        COLLECTION, SearchMode.VECTOR, "", vector, model, RowFilter.NONE, 10, DEADLINE);
  }

  private List<PassageHit> live(SearchQuery query) throws Exception {
    List<WordStatistics> words = new ArrayList<>();
    for (PassageIndex shard : snapshots.shards()) {
      words.add(shard.statistics(query.text()));
    }
    ShardQuestion question = ShardQuestion.of(query).with(WordStatistics.sum(words));
    List<FoundPassages> answers = new ArrayList<>();
    for (PassageIndex shard : snapshots.shards()) {
      answers.add(question.ask(shard, () -> false));
    }
    return MergedHits.of(query, answers);
  }

  /** Publishes something newer, and removes the old, right before the first shard is opened. */
  private static final class Replacing implements SnapshotStore {
    private final SnapshotStore store;
    private final Replacement replacement;
    private boolean replaced;

    Replacing(SnapshotStore store, Replacement replacement) {
      this.store = store;
      this.replacement = replacement;
    }

    @Override
    public List<String> list(String at) throws IOException {
      return store.list(at);
    }

    @Override
    public byte[] read(String at, String name) throws IOException {
      return store.read(at, name);
    }

    @Override
    public Directory open(String at, List<PublishedFile> files) throws IOException {
      if (!replaced) {
        replaced = true;
        replacement.make();
      }
      return store.open(at, files);
    }
  }

  private interface Replacement {
    void make() throws IOException;
  }
}
