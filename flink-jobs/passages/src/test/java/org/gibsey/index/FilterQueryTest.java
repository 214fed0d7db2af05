package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.Condition.Equal;
import org.gibsey.index.Condition.Exists;
import org.gibsey.index.Condition.In;
import org.gibsey.index.Condition.Range;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterQueryTest {
  private static final List<String> KEY_COLUMNS = List.of("book_id", "page_num");
  private static final Map<String, FieldType> FILTERS =
      Map.of(
          "page_num", FieldType.NUMBER,
          "speaker", FieldType.KEYWORD,
          "weight", FieldType.NUMBER,
          "read_at", FieldType.TIME);

  @TempDir private Path path;
  private PassageIndex index;

  @BeforeEach
  void openWithFourPages() throws IOException {
    index = open(FILTERS);
    apply(1, "speaker", "Edda", "weight", "-1.5", "read_at", "1777627800000");
    apply(2, "speaker", "Zoë", "weight", "0", "read_at", "2026-05-02");
    apply(3, "speaker", "Edda", "weight", "1e2", "read_at", "20576");
    apply(4);
    index.refreshIfStale();
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void comparesKeywordsExactly() throws Exception {
    assertThat(must(new Equal("speaker", "Edda"))).containsExactly(1, 3);
    assertThat(must(new Equal("speaker", "edda"))).isEmpty();
    assertThat(must(new In("speaker", List.of("Zoë", "Nobody")))).containsExactly(2);
    assertThat(must(new Exists("speaker"))).containsExactly(1, 2, 3);
  }

  @Test
  void comparesNumbersByTheirValue() throws Exception {
    assertThat(must(new Equal("weight", "100.0"))).containsExactly(3);
    assertThat(must(new Equal("weight", "-0"))).containsExactly(2);
    assertThat(must(new In("weight", List.of("-1.5", "100", "7")))).containsExactly(1, 3);
    assertThat(must(new Range("weight", null, "-1.5", "100", null))).containsExactly(1, 2);
    assertThat(must(new Range("weight", "-1.5", null, null, "100"))).containsExactly(2, 3);
    assertThat(must(new Range("weight", "0", null, "0", null))).isEmpty();
    assertThat(must(new Range("weight", null, "5", null, "4"))).isEmpty();
    assertThat(must(new Range("weight", null, null, "0", null))).containsExactly(1);
    assertThat(must(new Exists("weight"))).containsExactly(1, 2, 3);
  }

  @Test
  void comparesTimesWhateverTheyAreWrittenLike() throws Exception {
    assertThat(must(new Equal("read_at", "2026-05-01T11:30:00+02:00"))).containsExactly(1);
    assertThat(must(new In("read_at", List.of("20575", "2026-05-03")))).containsExactly(2, 3);
    assertThat(must(new Range("read_at", "2026-05-02", null, null, null))).containsExactly(3);
    assertThat(must(new Range("read_at", null, null, "2026-05-02", null))).containsExactly(1);
    assertThat(must(new Range("read_at", null, "2026-05-02", null, "2026-05-02")))
        .containsExactly(2);
    assertThat(must(new Exists("read_at"))).containsExactly(1, 2, 3);
  }

  @Test
  void comparesKeyColumnsAsDeclaredOrElseAsKeywords() throws Exception {
    assertThat(must(new Equal("book_id", "salt"))).containsExactly(1, 2, 3, 4);
    assertThat(must(new In("book_id", List.of("other")))).isEmpty();
    assertThat(must(new Exists("book_id"))).containsExactly(1, 2, 3, 4);
    assertThat(must(new Equal("page_num", "2.0"))).containsExactly(2);
    assertThat(must(new Range("page_num", "2", null, null, null))).containsExactly(3, 4);
    assertThat(must(new Exists("page_num"))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void combinesConditions() throws Exception {
    Condition edda = new Equal("speaker", "Edda");
    Condition first = new Equal("page_num", "1");
    Condition second = new Equal("page_num", "2");
    assertThat(find(new RowFilter(List.of(edda), List.of(), List.of(first)))).containsExactly(3);
    assertThat(find(new RowFilter(List.of(edda), List.of(first, second), List.of())))
        .containsExactly(1);
    assertThat(find(new RowFilter(List.of(), List.of(first, second), List.of())))
        .containsExactly(1, 2);
    assertThat(find(new RowFilter(List.of(), List.of(first, second), List.of(edda))))
        .containsExactly(2);
    assertThat(find(new RowFilter(List.of(), List.of(), List.of(edda)))).containsExactly(2, 4);
  }

  @Test
  void takesAsManyConditionsAndValuesAsAFilterMayHave() throws Exception {
    // As whole numbers, all but page 1's weight are among the values from 0 on.
    Map<String, List<Integer>> left =
        Map.of(
            "speaker", List.of(1, 2, 3, 4),
            "weight", List.of(1, 4),
            "read_at", List.of(1, 2, 3, 4),
            "page_num", List.of());
    for (String column : left.keySet()) {
      List<Condition> most = new ArrayList<>();
      for (int i = 0; i < RowFilter.MOST_CONDITIONS; i++) {
        int first = i * RowFilter.MOST_VALUES;
        most.add(
            new In(
                column,
                IntStream.range(first, first + RowFilter.MOST_VALUES)
                    .mapToObj(Integer::toString)
                    .toList()));
      }
      assertThat(find(new RowFilter(List.of(), List.of(), most)))
          .as(column)
          .isEqualTo(left.get(column));
    }
  }

  @Test
  void countsValuesThatAreNotOfTheirTypeAndKeepsTheirRowsSearchable() throws Exception {
    apply(5, "speaker", "Edda", "weight", "heavy", "read_at", "soon");
    index.refreshIfStale();

    assertThat(index.unreadableValues()).isEqualTo(2);
    assertThat(find(RowFilter.NONE)).contains(5);
    assertThat(must(new Equal("speaker", "Edda"))).contains(5);
    assertThat(must(new Exists("weight"))).doesNotContain(5);
    assertThat(must(new Range("read_at", null, "0", null, null))).doesNotContain(5);
  }

  @Test
  void keepsDocumentsFromBeforeAColumnGotAnotherType() throws Exception {
    index.commit();
    index.close();
    index =
        open(
            Map.of(
                "speaker", FieldType.NUMBER,
                "weight", FieldType.KEYWORD,
                "book_id", FieldType.NUMBER));
    apply(5, "speaker", "7", "weight", "0");
    index.refreshIfStale();

    assertThat(find(RowFilter.NONE)).containsExactly(1, 2, 3, 4, 5);
    assertThat(must(new Range("speaker", null, "0", null, null))).containsExactly(5);
    assertThat(must(new Equal("weight", "0"))).containsExactly(5);
    assertThat(must(new Equal("page_num", "2"))).containsExactly(2);
  }

  @Test
  void findsKeywordsLongerThanLucenesTerms() throws Exception {
    String speaker = "s".repeat(60_000);
    apply(5, "speaker", speaker);
    apply(6, "speaker", speaker + "s");
    index.refreshIfStale();

    assertThat(must(new Equal("speaker", speaker))).containsExactly(5);
  }

  @Test
  void refusesWhatDoesNotFitTheColumns() {
    assertRefused(
        new Equal("title", "x"), "'title'", "book_id, page_num, read_at, speaker, weight");
    assertRefused(new Exists("title"), "'title'", "book_id, page_num");
    assertRefused(new Range("speaker", "a", null, null, null), "'speaker'", "keyword", "equal, in");
    assertRefused(new Range("book_id", "a", null, null, null), "'book_id'", "keyword");
    assertRefused(new Equal("weight", "heavy"), "'weight'", "'heavy'", "a decimal number");
    assertRefused(new In("page_num", List.of("1", "one")), "'page_num'", "'one'", "number");
    assertRefused(new Range("weight", null, null, null, "NaN"), "'weight'", "'NaN'");
    assertRefused(new Equal("read_at", "soon"), "'read_at'", "'soon'", "ISO 8601", "milliseconds");
  }

  @Test
  void comparesTheColumnOfAnIndexThatDoesNotKnowItsKeysAsAKey() throws Exception {
    index.close();
    index = PassageIndex.open(path.resolve("other"), IndexDefinition.DEFAULT);
    apply(1);
    index.refreshIfStale();

    assertThat(must(new Equal("page_num", "1"))).containsExactly(1);
    assertThat(must(new Equal("speaker", "Edda"))).isEmpty();
  }

  private void assertRefused(Condition condition, String... parts) {
    assertThatThrownBy(() -> must(condition))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  private PassageIndex open(Map<String, FieldType> filters) throws IOException {
    return PassageIndex.open(
        path, new IndexDefinition(KEY_COLUMNS, filters, VectorEncoding.FLOAT32));
  }

  private void apply(int page, String... columns) throws IOException {
    EmbeddedRow plain = TestRows.row(key("salt", page), 10, "page", "further");
    FieldValue[] fields = new FieldValue[columns.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new FieldValue(columns[2 * i], columns[2 * i + 1]);
    }
    RowVersion version =
        new RowVersion(
            "pages",
            plain.row().rowKey(),
            10,
            10,
            true,
            false,
            null,
            plain.row().text(),
            fields,
            plain.row().source());
    index.apply(new EmbeddedRow(version, "hash", plain.model(), plain.passages(), plain.vectors()));
  }

  private List<Integer> must(Condition condition) throws Exception {
    return find(new RowFilter(List.of(condition), List.of(), List.of()));
  }

  /** Numbers of the pages that are found, the same by vector, exact or not, and by text. */
  private List<Integer> find(RowFilter filter) throws Exception {
    FoundPassages found =
        index.search(new PassageQuery("page", vector(1), filter, 100), () -> false);
    FoundPassages exact =
        index.search(new PassageQuery(null, vector(1), filter, 100, 0, true), () -> false);
    List<Integer> pages = pages(found.byVector());
    assertThat(pages(found.byText())).isEqualTo(pages);
    assertThat(pages(exact.byVector())).isEqualTo(pages);
    return pages;
  }

  private static List<Integer> pages(List<FoundPassage> found) {
    return found.stream()
        .map(hit -> Integer.valueOf(KeyTerms.columns(hit.rowKey()).get("page_num")))
        .sorted()
        .toList();
  }
}
