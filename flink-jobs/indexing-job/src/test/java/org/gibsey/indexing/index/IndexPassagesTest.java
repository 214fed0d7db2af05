package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.RowFilter;
import org.gibsey.index.VectorSpace;
import org.gibsey.row.Passage;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.ShardClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexPassagesTest {
  private static final int PAGES = 80;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir private Path temporary;
  private final Announcements announcements = new Announcements();
  private final Checkpoints checkpoints = new Checkpoints();

  @Test
  void restoresExactlyTheSameRowsAtEveryParallelism() throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());
    String replay = "replay with -Dtest.seed=" + seed;
    Random random = new Random(seed);
    Map<Integer, List<String>> model = new TreeMap<>();
    long clock = 0;
    List<OperatorSubtaskState> state = List.of();
    for (int parallelism : new int[] {1, 2, 4, 1}) {
      try (Subtasks subtasks = subtasks(options(4), parallelism, state)) {
        assertThat(subtasks.shardsOfSubtasks()).containsOnly(4 / parallelism);
        compare(subtasks, model, clock, replay);
        for (int checkpoint = 0; checkpoint < 2; checkpoint++) {
          for (int i = 0; i < 60; i++) {
            clock++;
            applyRandom(subtasks, random, model, clock);
          }
          state = subtasks.snapshot();
        }
        compare(subtasks, model, clock, replay);
        subtasks.checkIndexes();
        // Neither checkpointed nor in the model: the source would replay it.
        subtasks.apply(Rows.row(PAGES + 1, clock + 1, "lost"));
      }
    }
  }

  @Test
  void endsTheJobWhenItsStateHoldsVectorsOfAnotherModelOrDimension() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(options(4), 1, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
      state = subtasks.snapshot();
    }

    assertRefused(new VectorSpace("other", Rows.DIMENSION), state, "other");
    assertRefused(new VectorSpace("model", Rows.DIMENSION + 1), state, "deploy/reset --index");
  }

  @Test
  void keepsTheVersionOfItsIndexThroughRestoresAndStartsAnewWithoutState() throws Exception {
    List<OperatorSubtaskState> state;
    String version;
    try (Subtasks subtasks = subtasks(options(4), 2, List.of())) {
      version = subtasks.indexVersions().get(0);
      assertThat(subtasks.indexVersions()).hasSize(2).containsOnly(version);
      state = subtasks.snapshot();
    }
    try (Subtasks subtasks = subtasks(options(4), 4, state)) {
      assertThat(subtasks.indexVersions()).hasSize(4).containsOnly(version);
      state = subtasks.snapshot();
    }
    try (Subtasks subtasks = subtasks(options(4), 1, state)) {
      assertThat(subtasks.indexVersions()).containsExactly(version);
    }
    try (Subtasks subtasks = subtasks(options(4), 2, List.of())) {
      assertThat(subtasks.indexVersions()).doesNotContain(version);
    }
  }

  private void assertRefused(
      VectorSpace vectors, List<OperatorSubtaskState> state, String message) {
    IndexOptions other = options(Map.of("pages", 4), vectors, Duration.ofMillis(20));
    assertThatThrownBy(() -> subtasks(other, 1, state).close())
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseInstanceOf(UnfitStateException.class)
        .rootCause()
        .hasMessageContaining("the model model with " + Rows.DIMENSION + " values")
        .hasMessageContaining(message);
  }

  @Test
  void endsTheJobWhenItsStateHasAnotherNumberOfShards() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(options(4), 1, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
      state = subtasks.snapshot();
    }

    assertThatThrownBy(() -> subtasks(options(2), 1, state).close())
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("has 4 shards and 2 are configured");
  }

  @Test
  void restoresFilesOfManyChunks() throws Exception {
    String[] texts = new String[1_100];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "passage " + i;
    }
    IndexOptions large =
        options(Map.of("pages", 1), new VectorSpace("model", 1_024), Duration.ofMillis(20));
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(large, 1, List.of())) {
      subtasks.apply(Rows.row("pages", 1, 10, 1_024, texts));
      state = subtasks.snapshot();
      assertThat(bytes(state)).isGreaterThan(4L << 20);
    }

    try (Subtasks subtasks = subtasks(large, 1, state)) {
      assertThat(subtasks.counts()).isEqualTo(new IndexCounts(1, texts.length, 10L));
      subtasks.checkIndexes();
    }
  }

  @Test
  void remembersWriteTimesOfRemovedRowsAcrossARestore() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(options(4), 1, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
      subtasks.apply(Rows.gone(1, 12));
      state = subtasks.snapshot();
    }

    try (Subtasks subtasks = subtasks(options(4), 2, state)) {
      subtasks.apply(Rows.row(1, 11, "late"));
      assertThat(subtasks.counts()).isEqualTo(new IndexCounts(0, 0, 12L));
    }
  }

  @Test
  void checkpointsOnlyWhatChanged() throws Exception {
    // The first row is refreshed at once and the others rarely: they become one segment, which
    // Lucene leaves alone when it merges small ones into one at a commit.
    IndexOptions calm = options(Map.of("pages", 1), Duration.ofSeconds(10));
    try (Subtasks subtasks = subtasks(calm, 1, List.of());
        ShardClient client = new ShardClient(announcements.directory())) {
      subtasks.apply(Rows.row("pages", 0, 10, 256, "page 0 of the book"));
      awaitNewest(client, 10);
      for (int page = 1; page < 500; page++) {
        subtasks.apply(Rows.row("pages", page, 10, 256, "page " + page + " of the book"));
      }
      long all = bytes(subtasks.snapshot());
      subtasks.apply(Rows.row("pages", 7, 11, 256, "changed"));
      long one = bytes(subtasks.snapshot());
      long none = bytes(subtasks.snapshot());

      // RocksDB's own descriptions of its files, some 30 KB, come with every checkpoint.
      assertThat(one).isLessThan(all / 5);
      assertThat(none).isLessThan(all / 5);
    }
  }

  @Test
  void servesWhatItIndexedToClients() throws Exception {
    try (Subtasks subtasks = subtasks(options(4), 2, List.of());
        ShardClient client = new ShardClient(announcements.directory())) {
      assertThat(client.isReady()).isTrue();
      for (int page = 0; page < 20; page++) {
        subtasks.apply(Rows.row(page, 10 + page, "bell " + page));
      }
      awaitRows(client, 20);

      SearchQuery query =
          new SearchQuery(
              "pages",
              SearchMode.HYBRID,
              "bell 7",
              Rows.vector("bell 7".hashCode(), Rows.DIMENSION),
              "model",
              RowFilter.NONE,
              5,
              DEADLINE);
      assertThat(client.search(query).hits())
          .hasSize(5)
          .first()
          .extracting(PassageHit::rowKey)
          .isEqualTo(Rows.key(7));
    }
  }

  @Test
  void announcesTheNewAttemptWithHigherEpochs() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(options(4), 1, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
      state = subtasks.snapshot();
    }
    try (Subtasks subtasks = subtasks(options(4), 2, state);
        ShardClient client = new ShardClient(announcements.directory())) {
      assertThat(subtasks.shardsOfSubtasks()).containsExactly(2, 2);
      assertThat(announcements.history()).hasSize(8);
      assertThat(client.row("pages", Rows.key(1), DEADLINE)).isPresent();
      assertThat(client.stats("pages", DEADLINE).shardsLive()).isEqualTo(4);
    }
  }

  @Test
  void refusesStateOfAnotherNumberOfShards() throws Exception {
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(options(4), 1, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
      state = subtasks.snapshot();
    }

    assertThatThrownBy(() -> subtasks(options(2), 1, state))
        .hasStackTraceContaining("the state of pages has 4 shards and 2 are configured");
  }

  @Test
  void dropsCollectionsThatAreNotConfiguredAnyMore() throws Exception {
    IndexOptions both = options(Map.of("pages", 2, "notes", 4));
    List<OperatorSubtaskState> state;
    try (Subtasks subtasks = subtasks(both, 1, List.of())) {
      subtasks.apply(Rows.row("pages", 1, 10, Rows.DIMENSION, "bell"));
      subtasks.apply(Rows.row("notes", 1, 11, Rows.DIMENSION, "clock"));
      state = subtasks.snapshot();
    }
    List<OperatorSubtaskState> without;
    try (Subtasks subtasks = subtasks(options(Map.of("pages", 2)), 1, state)) {
      without = subtasks.snapshot();
    }

    try (Subtasks subtasks = subtasks(both, 1, without)) {
      assertThat(subtasks.counts()).isEqualTo(new IndexCounts(1, 1, 10L));
    }
  }

  @Test
  void refusesRowsOfUnknownCollections() throws Exception {
    try (Subtasks subtasks = subtasks(options(1), 1, List.of())) {
      assertThatThrownBy(() -> subtasks.apply(Rows.row("unknown", 1, 10, Rows.DIMENSION, "bell")))
          .hasMessageContaining("unknown");
    }
  }

  @Test
  void leavesNoLocalFilesBehind() throws Exception {
    try (Subtasks subtasks = subtasks(options(2), 2, List.of())) {
      subtasks.apply(Rows.row(1, 10, "bell"));
    }

    try (Stream<Path> left = Files.walk(temporary)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void attachesUnderAnIdentityThatNeverChanges() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setMaxParallelism(64);
    var transformation =
        IndexPassages.attach(env.fromData(Rows.row(1, 10, "bell")), options(4)).getTransformation();

    assertThat(transformation.getUid()).isEqualTo("index-passages");
    assertThat(transformation.getName()).isEqualTo("IndexPassages");
    assertThat(transformation.getMaxParallelism()).isEqualTo(128);
  }

  @Test
  void canBeSentToTaskManagers() throws Exception {
    IndexPassages operator = new IndexPassages(options(4), EndpointAnnouncer::connect);

    assertThat(InstantiationUtil.clone(operator)).isNotNull();
  }

  private Subtasks subtasks(IndexOptions options, int parallelism, List<OperatorSubtaskState> state)
      throws Exception {
    return new Subtasks(options, announcements, checkpoints, temporary, parallelism, state);
  }

  private static void applyRandom(
      Subtasks subtasks, Random random, Map<Integer, List<String>> model, long clock)
      throws Exception {
    int page = random.nextInt(PAGES);
    if (random.nextInt(5) == 0) {
      model.remove(page);
      subtasks.apply(Rows.gone(page, clock));
      return;
    }
    String[] texts = new String[1 + random.nextInt(3)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "text " + random.nextInt(1_000_000);
    }
    model.put(page, List.of(texts));
    subtasks.apply(Rows.row(page, clock, texts));
  }

  private static void compare(
      Subtasks subtasks, Map<Integer, List<String>> model, long clock, String replay)
      throws Exception {
    long passages = model.values().stream().mapToLong(List::size).sum();
    assertThat(subtasks.counts())
        .as(replay)
        .isEqualTo(new IndexCounts(model.size(), passages, clock == 0 ? null : clock));
    for (int page = 0; page <= PAGES + 1; page++) {
      List<String> texts = model.get(page);
      assertThat(subtasks.row(page).map(FoundPassage::passage).map(Passage::text).orElse(null))
          .as(replay)
          .isEqualTo(texts == null ? null : texts.get(0));
    }
  }

  /** Shards show what they have at their own times. */
  private static void awaitRows(ShardClient client, long rows) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (client.stats("pages", DEADLINE).rows() != rows) {
      assertThat(System.nanoTime()).as("not searchable in time").isLessThan(end);
    }
  }

  private static void awaitNewest(ShardClient client, long writeTime) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Long newest = null;
    while (newest == null || newest < writeTime) {
      assertThat(System.nanoTime()).as("not searchable in time").isLessThan(end);
      newest = client.stats("pages", DEADLINE).newestWriteTimeMicros();
    }
  }

  private static long bytes(List<OperatorSubtaskState> states) {
    return states.stream().mapToLong(OperatorSubtaskState::getCheckpointedSize).sum();
  }

  private static IndexOptions options(int shards) {
    return options(Map.of("pages", shards));
  }

  private static IndexOptions options(Map<String, Integer> shards) {
    return options(shards, Duration.ofMillis(20));
  }

  private static IndexOptions options(Map<String, Integer> shards, Duration refresh) {
    return options(shards, new VectorSpace("model", Rows.DIMENSION), refresh);
  }

  private static IndexOptions options(
      Map<String, Integer> shards, VectorSpace vectors, Duration refresh) {
    return new IndexOptions(
        shards, Map.of(), vectors, refresh, "127.0.0.1", PortRange.ANY, "unused:9092", "endpoints");
  }
}
