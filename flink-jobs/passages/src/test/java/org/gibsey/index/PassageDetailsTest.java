package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;
import static org.gibsey.index.TestRows.vector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.row.EmbeddedRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found, how often, and what is read of it. */
class PassageDetailsTest {
  private static final int MANY = 300;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readsVectorsAsTheyWereWritten(VectorEncoding encoding) throws Exception {
    IndexDefinition definition = new IndexDefinition(List.of(), Map.of(), encoding);
    try (PassageIndex index = PassageIndex.open(folder, definition)) {
      // Enough for a graph, and then a second segment without one.
      for (int page = 0; page < 1_000; page++) {
        index.apply(row(key("book", page), 1, "bell " + page, "salt " + page));
      }
      index.commit();
      EmbeddedRow last = row(key("book", 1_000), 1, "tower", "gate");
      index.apply(last);
      index.refreshIfStale();

      List<FoundPassage> found =
          index.search(ask("tower gate bell", 50, Grouping.PASSAGE, true), () -> false).byText();

      assertThat(found).hasSize(50);
      for (FoundPassage passage : found) {
        assertThat(passage.vector()).isEqualTo(vector(passage.passage().text().hashCode()));
      }
      assertThat(found.subList(0, 2))
          .extracting(FoundPassage::rowKey)
          .containsOnly(last.row().rowKey());
      assertThat(index.search(ask("tower", 1, Grouping.ROW, false), () -> false).byText())
          .singleElement()
          .satisfies(passage -> assertThat(passage.vector()).isNull());
    }
  }

  @Test
  void findsEveryPassageOrTheBestOfEachRow() throws Exception {
    try (PassageIndex index = PassageIndex.open(folder, IndexDefinition.DEFAULT)) {
      index.apply(row(key("book", 1), 1, "bell", "bell bell salt salt", "gate"));
      index.apply(row(key("book", 2), 1, "bell salt salt salt"));
      index.refreshIfStale();

      FoundPassages rows = index.search(ask("bell", 10, Grouping.ROW, false), () -> false);
      FoundPassages all = index.search(ask("bell", 10, Grouping.PASSAGE, false), () -> false);

      assertThat(rows.byText())
          .extracting(FoundPassage::rowKey)
          .containsExactly(key("book", 1), key("book", 2));
      assertThat(all.byText())
          .hasSize(3)
          .extracting(FoundPassage::score)
          .isSortedAccordingTo((a, b) -> Float.compare(b, a));
      assertThat(all.byText()).allMatch(found -> found.highlights().size() >= 1);
      assertThat(all.byText().get(0)).usingRecursiveComparison().isEqualTo(rows.byText().get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ordersEqualScoresByRowAndNumberWhereverTheyAreWritten(Grouping grouping) throws Exception {
    try (PassageIndex index = PassageIndex.open(folder, IndexDefinition.DEFAULT)) {
      // Backwards and in several segments, so that Lucene's own order is another one.
      for (int page = MANY - 1; page >= 0; page--) {
        EmbeddedRow row = row("{\"page\":\"%04d\"}".formatted(page), 1, "the bell", "the bell");
        index.apply(row);
        if (page % 100 == 0) {
          index.refreshIfStale();
        }
      }
      index.refreshIfStale();

      FoundPassages all = index.search(ask("bell", MANY, grouping, false), () -> false);

      assertThat(names(all.byText())).isSorted().hasSize(MANY);
      assertThat(names(all.byVector())).isSorted().hasSize(MANY);
      for (int limit : new int[] {1, 2, 7, 33, 100}) {
        FoundPassages few = index.search(ask("bell", limit, grouping, false), () -> false);
        assertThat(names(few.byText())).isEqualTo(names(all.byText()).subList(0, limit));
        assertThat(names(few.byVector())).isEqualTo(names(all.byVector()).subList(0, limit));
      }
    }
  }

  private static PassageQuery ask(String text, int limit, Grouping grouping, boolean vectors) {
    return new PassageQuery(
        text,
        vector("the bell".hashCode()),
        RowFilter.NONE,
        limit,
        grouping,
        0,
        false,
        new PassageDetails(vectors, text),
        null);
  }

  private static List<String> names(List<FoundPassage> found) {
    return found.stream().map(each -> each.rowKey() + " " + each.passage().number()).toList();
  }
}
