package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;
import static org.gibsey.index.TestRows.vector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.gibsey.index.Grouping;
import org.gibsey.index.Highlight;
import org.gibsey.index.TestRows;
import org.gibsey.row.EmbeddedRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One shard, four shards of one server and four of two servers find the same. */
class SharedStatisticsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PAGES = 40;
  private static final int ROUNDS = 8;
  private static final List<String> WORDS =
      List.of("bell", "salt", "gate", "tower", "clock", "leech", "bishop", "title", "wager");

  @TempDir private Path path;
  private final Served one = new Served();
  private final Served four = new Served();
  private final Served spread = new Served();

  @BeforeEach
  void serve() throws Exception {
    one.serve(new TestServer(path, "v1", 1, 0));
    four.serve(new TestServer(path, "v1", 4, 0, 1, 2, 3));
    spread.serve(new TestServer(path, "v1", 4, 0, 2), new TestServer(path, "v1", 4, 1, 3));
  }

  @AfterEach
  void close() throws Exception {
    one.close();
    four.close();
    spread.close();
  }

  @ParameterizedTest
  @EnumSource
  void rankAlikeHoweverManyShardsAndServersThereAre(SearchMode mode) throws Exception {
    Random random = seeded();
    for (int page = 0; page < PAGES; page++) {
      apply(row(key("book", page), 1, text(random), text(random)));
    }
    refresh();
    for (int round = 0; round < ROUNDS; round++) {
      SearchQuery query = question(mode, random).build();

      assertSame(query);
      if (round == ROUNDS / 2) {
        // What was known of the words is out of date then.
        for (int page = PAGES; page < 2 * PAGES; page++) {
          apply(row(key("book", page), 1, "bell bell " + text(random)));
        }
        refresh();
      }
    }
  }

  @Test
  void carriesVectorsAndHighlightsOverTheWire() throws Exception {
    apply(row(key("book", 1), 1, "the 🔔 bells", "salt"));
    refresh();

    List<PassageHit> hits =
        spread
            .client
            .search(
                SearchQuery.builder("pages", SearchMode.VECTOR, LONG)
                    .text("bell")
                    .vector(vector(1), TestRows.MODEL)
                    .grouping(Grouping.PASSAGE)
                    .withVectors(true)
                    .highlight(true)
                    .build())
            .hits();

    assertThat(hits).hasSize(2);
    for (PassageHit hit : hits) {
      assertThat(hit.vector()).isEqualTo(vector(hit.passage().text().hashCode()));
      assertThat(hit.highlights())
          .isEqualTo(hit.passage().number() == 0 ? List.of(new Highlight(7, 12)) : List.of());
    }
  }

  private void assertSame(SearchQuery query) throws Exception {
    List<PassageHit> expected = one.client.search(query).hits();
    for (Served other : List.of(four, spread)) {
      assertThat(other.client.search(query).hits())
          .as(query.toString())
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  private static SearchQueryBuilder question(SearchMode mode, Random random) {
    return SearchQuery.builder("pages", mode, LONG)
        .text(text(random))
        .vector(vector(random.nextInt()), TestRows.MODEL)
        .exact(true)
        .limit(1 + random.nextInt(40))
        .grouping(random.nextBoolean() ? Grouping.ROW : Grouping.PASSAGE)
        .withVectors(random.nextBoolean())
        .highlight(random.nextBoolean());
  }

  /** Few words, the first of them most often. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      int word = (int) (WORDS.size() * random.nextDouble() * random.nextDouble());
      text.append(WORDS.get(word)).append(' ');
    }
    return text.toString();
  }

  private void apply(EmbeddedRow row) throws Exception {
    one.apply(row);
    four.apply(row);
    spread.apply(row);
  }

  private void refresh() throws Exception {
    one.refresh();
    four.refresh();
    spread.refresh();
  }

  private static Random seeded() {
    long seed = Long.getLong("test.seed", System.nanoTime());
    System.out.println("SharedStatisticsTest -Dtest.seed=" + seed);
    return new Random(seed);
  }

  /** The servers of an index, and a client that knows them. */
  private static final class Served implements AutoCloseable {
    private final EndpointDirectory directory = new EndpointDirectory();
    private final ShardClient client = new ShardClient(directory);
    private List<TestServer> servers = List.of();

    void serve(TestServer... all) {
      servers = List.of(all);
      servers.forEach(server -> server.announce(directory, 0));
      directory.caughtUp();
    }

    void apply(EmbeddedRow row) throws Exception {
      for (TestServer server : servers) {
        server.apply(row);
      }
    }

    void refresh() throws Exception {
      for (TestServer server : servers) {
        server.refresh();
      }
    }

    @Override
    public void close() throws Exception {
      client.close();
      for (TestServer server : servers) {
        server.close();
      }
    }
  }
}
