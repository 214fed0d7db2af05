package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.gibsey.index.TestRows.gone;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;
import static org.gibsey.index.TestRows.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageIndexTest {
  private static final String PAGE_1 = key("the-salt-clock", 1);
  private static final String PAGE_2 = key("the-salt-clock", 2);
  private static final String OTHER_BOOK = key("other", 1);

  @TempDir private Path path;
  private PassageIndex index;

  @BeforeEach
  void open() throws IOException {
    index = PassageIndex.open(path, IndexDefinition.DEFAULT);
  }

  @AfterEach
  void closeAndCheck() throws IOException {
    index.commit();
    index.close();
    try (FSDirectory directory = FSDirectory.open(path);
        CheckIndex check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).isTrue();
    }
  }

  @Test
  void findsInsertedRowByItsVector() throws Exception {
    apply(row(PAGE_1, 10, "The bell speaks once."), row(PAGE_2, 11, "A kettle of fish."));

    List<FoundPassage> found = byVector("The bell speaks once.", 10);

    assertThat(found).extracting(FoundPassage::rowKey).containsExactly(PAGE_1, PAGE_2);
    assertThat(found.get(0).score()).isCloseTo(1, within(1e-5f));
    assertThat(found.get(1).score())
        .isCloseTo(dot("The bell speaks once.", "A kettle of fish."), within(1e-5f));
  }

  @Test
  void findsInsertedRowByItsWords() throws Exception {
    apply(row(PAGE_1, 10, "The bell speaks once."), row(PAGE_2, 11, "A kettle of fish."));

    assertThat(keysByText("bells")).containsExactly(PAGE_1);
    assertThat(keysByText("title")).containsExactlyInAnyOrder(PAGE_1, PAGE_2);
  }

  @Test
  void returnsEverythingItWasGivenOfAPassage() throws Exception {
    apply(row(PAGE_1, 10, "First. ", "Second."));

    FoundPassage found = byVector("Second.", 1).get(0);

    assertThat(found.passage()).isEqualTo(new Passage(1, 7, 14, "Second."));
    assertThat(found.fields())
        .containsExactly(entry("title", "The Title"), entry("speaker", "Edda"));
    assertThat(found.source()).isEqualTo(new SourcePosition("topic", 3, 10));
    assertThat(found.writeTimeMicros()).isEqualTo(10);
    assertThat(found.textHash()).isEqualTo("hash-10");
    assertThat(found.model()).isEqualTo(TestRows.MODEL);
  }

  @Test
  void replacesAllPassagesOfARow() throws Exception {
    apply(row(PAGE_1, 10, "alpha", "beta", "gamma"));
    apply(row(PAGE_1, 11, "delta"));

    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 11L));
    assertThat(keysByText("alpha beta gamma")).isEmpty();
    assertThat(keysByText("delta")).containsExactly(PAGE_1);
  }

  @Test
  void removesRowThatIsNotSearchable() throws Exception {
    apply(row(PAGE_1, 10, "alpha", "beta"), row(PAGE_2, 10, "beta"));
    apply(gone(PAGE_1, 11));

    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 11L));
    assertThat(index.row(PAGE_1)).isEmpty();
    assertThat(keysByText("beta")).containsExactly(PAGE_2);
    assertThat(byVector("alpha", 10)).extracting(FoundPassage::rowKey).containsExactly(PAGE_2);
  }

  @Test
  void ignoresEventOlderThanTheRow() throws Exception {
    apply(row(PAGE_1, 10, "new"));

    assertThat(index.apply(row(PAGE_1, 9, "old"))).isFalse();
    assertThat(index.isStale()).isFalse();
    assertThat(keysByText("old")).isEmpty();
  }

  @Test
  void ignoresOlderEventThatFollowsBeforeARefresh() throws Exception {
    assertThat(index.apply(row(PAGE_1, 10, "new"))).isTrue();
    assertThat(index.apply(row(PAGE_1, 9, "old"))).isFalse();
    index.refreshIfStale();

    assertThat(keysByText("old new")).containsExactly(PAGE_1);
    assertThat(keysByText("old")).isEmpty();
  }

  @Test
  void ignoresEventOlderThanTheRemovalOfItsRow() throws Exception {
    apply(row(PAGE_1, 10, "alpha"), gone(PAGE_1, 12), row(PAGE_1, 11, "beta"));

    assertThat(index.counts()).isEqualTo(new IndexCounts(0, 0, 12L));
  }

  @Test
  void replacesRowByAnEventWithTheSameWriteTime() throws Exception {
    apply(row(PAGE_1, 10, "alpha"), row(PAGE_1, 10, "alpha"), row(PAGE_1, 10, "beta"));

    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 10L));
    assertThat(keysByText("beta")).containsExactly(PAGE_1);
  }

  @Test
  void returnsTheBestPassageOfEachRow() throws Exception {
    String[] many = new String[40];
    Arrays.setAll(many, i -> "bell " + "filler ".repeat(i + 1));
    apply(row(PAGE_1, 10, many), row(PAGE_2, 10, "a bell " + "among many others ".repeat(30)));

    List<FoundPassage> found = byText("bell", 2);

    assertThat(found).extracting(FoundPassage::rowKey).containsExactly(PAGE_1, PAGE_2);
    assertThat(found.get(0).passage().number()).isZero();
  }

  @Test
  void fetchesMorePassagesUntilThereAreEnoughRows() throws Exception {
    String[] many = new String[300];
    Arrays.fill(many, "bell bell bell");
    apply(row(PAGE_1, 10, many), row(PAGE_2, 10, "one bell in a long page ".repeat(20)));

    assertThat(byText("bell", 2)).extracting(FoundPassage::rowKey).containsExactly(PAGE_1, PAGE_2);
    assertThat(byVector("bell bell bell", 2))
        .extracting(FoundPassage::rowKey)
        .containsExactly(PAGE_1, PAGE_2);
  }

  @Test
  void restrictsHitsToKeyColumns() throws Exception {
    apply(row(PAGE_1, 10, "bell"), row(PAGE_2, 10, "bell"), row(OTHER_BOOK, 10, "bell"));

    Map<String, String> page = Map.of("book_id", "the-salt-clock", "page_num", "2");
    FoundPassages found =
        index.search(new PassageQuery("bell", vector(1), RowFilter.equal(page), 10), () -> false);
    FoundPassages none =
        index.search(
            new PassageQuery("bell", vector(1), RowFilter.equal(Map.of("book_id", "the")), 10),
            () -> false);

    assertThat(found.byVector()).extracting(FoundPassage::rowKey).containsExactly(PAGE_2);
    assertThat(found.byText()).extracting(FoundPassage::rowKey).containsExactly(PAGE_2);
    assertThat(none.byVector()).isEmpty();
    assertThat(none.byText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AND ( \" * bell", "bell~^[", "bell AND NOT bell", "text:bell {\\", "+bell -bell"})
  void takesAnyTextForWords(String text) throws Exception {
    apply(row(PAGE_1, 10, "The bell speaks once."));

    assertThat(keysByText(text)).containsExactly(PAGE_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"(*)\"", "\uD800", "…—"})
  void findsNothingForATextWithoutWords(String text) throws Exception {
    apply(row(PAGE_1, 10, "The bell speaks once."));

    assertThat(keysByText(text)).isEmpty();
  }

  @Test
  void findsWordsWhateverTheirCaseAccentsAndScript() throws Exception {
    apply(row(PAGE_1, 10, "Zoë’s naïve CAFÉ 塩の時計 🕰"));

    for (String text : List.of("zoe", "ZOË", "Zoe's", "cafe", "塩の時計", "🕰")) {
      assertThat(keysByText(text)).as(text).containsExactly(PAGE_1);
    }
  }

  @Test
  void findsStopWordsOnlyWhenThereAreNoOtherWords() throws Exception {
    apply(row(PAGE_1, 10, "To be or not to be."), row(PAGE_2, 10, "The bell."));

    assertThat(keysByText("to be or not to be")).containsExactly(PAGE_1);
    assertThat(keysByText("not to be the bell")).containsExactly(PAGE_2);
  }

  @Test
  void takesThousandsOfQueryWords() throws Exception {
    apply(row(PAGE_1, 10, "word1 word2"));
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      words.append("word").append(i).append(' ');
    }

    assertThat(keysByText(words.toString())).containsExactly(PAGE_1);
  }

  @Test
  void takesRowKeysLongerThanLucenesTerms() throws Exception {
    String book = "b".repeat(60_000);
    apply(row(key(book, 1), 10, "bell"), row(key(book + "c", 1), 10, "bell"));
    apply(row(key(book, 1), 11, "clock"));

    FoundPassages found =
        index.search(
            new PassageQuery("bell clock", null, RowFilter.equal(Map.of("book_id", book)), 10),
            () -> false);
    assertThat(index.counts().rows()).isEqualTo(2);
    assertThat(found.byText()).extracting(FoundPassage::rowKey).containsExactly(key(book, 1));
  }

  @Test
  void showsAppliedRowsOnlyAfterARefresh() throws Exception {
    index.apply(row(PAGE_1, 10, "bell"));

    assertThat(index.isStale()).isTrue();
    assertThat(index.counts()).isEqualTo(new IndexCounts(0, 0, null));
    assertThat(index.refreshIfStale()).isTrue();
    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 10L));
    assertThat(index.refreshIfStale()).isFalse();
  }

  @Test
  void keepsWhatWasCommittedWhenReopened() throws Exception {
    apply(row(PAGE_1, 10, "bell"), row(PAGE_2, 10, "clock"), gone(PAGE_2, 20));
    index.commit();
    index.apply(row(OTHER_BOOK, 30, "lost"));
    index.close();

    index = PassageIndex.open(path, IndexDefinition.DEFAULT);

    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 20L));
    assertThat(index.apply(row(PAGE_2, 19, "late"))).isFalse();
    assertThatThrownBy(() -> index.apply(TestRows.withVectors(row(PAGE_1, 40, "x"), vector(1, 3))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void commitsFilesThatAreTheWholeIndex(@TempDir Path copy) throws Exception {
    apply(row(PAGE_1, 10, "bell"));
    List<CommittedFile> files = index.commit();
    index.apply(row(PAGE_2, 11, "later"));
    index.refreshIfStale();

    for (CommittedFile file : files) {
      Files.copy(path.resolve(file.name()), copy.resolve(file.name()));
      assertThat(copy.resolve(file.name())).hasSize(file.length());
    }

    try (PassageIndex copied = PassageIndex.open(copy, IndexDefinition.DEFAULT)) {
      assertThat(copied.counts()).isEqualTo(new IndexCounts(1, 1, 10L));
    }
    assertThat(index.hasUncommittedChanges()).isTrue();
  }

  @Test
  void refusesVectorsThatDoNotFit() throws Exception {
    apply(row(PAGE_1, 10, "bell"));
    EmbeddedRow next = row(PAGE_2, 11, "clock");
    EmbeddedRow otherModel =
        new EmbeddedRow(next.row(), "hash", "other-model", next.passages(), next.vectors());

    assertRefused(TestRows.withVectors(next, vector(1, 3)), "dimension 3");
    assertRefused(TestRows.withVectors(next, new float[TestRows.DIMENSION]), "length 1");
    float[] notANumber = vector(1);
    notANumber[2] = Float.NaN;
    assertRefused(TestRows.withVectors(next, notANumber), "length 1");
    assertRefused(TestRows.withVectors(next), "1 passages came with 0 vectors");
    assertRefused(otherModel, "other-model");
    assertThat(index.counts()).isEqualTo(new IndexCounts(1, 1, 10L));
  }

  @Test
  void refusesQueryVectorsThatDoNotFit() throws Exception {
    apply(row(PAGE_1, 10, "bell"));

    for (float[] vector : List.of(vector(1, 3), new float[TestRows.DIMENSION])) {
      assertThatThrownBy(
              () -> index.search(new PassageQuery(null, vector, RowFilter.NONE, 1), () -> false))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givesUpWhenTimeIsOver() throws Exception {
    apply(row(PAGE_1, 10, "bell"));

    assertThatThrownBy(
            () -> index.search(new PassageQuery("bell", vector(1), RowFilter.NONE, 1), () -> true))
        .isInstanceOf(SearchTimeoutException.class);
  }

  @Test
  void findsNothingWhenEmpty() throws Exception {
    FoundPassages found =
        index.search(new PassageQuery("bell", vector(1), RowFilter.NONE, 10), () -> false);

    assertThat(found).isEqualTo(new FoundPassages(List.of(), List.of(), 0));
    assertThat(index.row(PAGE_1)).isEmpty();
  }

  private void assertRefused(EmbeddedRow row, String reason) {
    assertThatThrownBy(() -> index.apply(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private void apply(EmbeddedRow... rows) throws IOException {
    for (EmbeddedRow row : rows) {
      index.apply(row);
    }
    index.refreshIfStale();
  }

  private List<FoundPassage> byVector(String text, int limit) throws Exception {
    float[] vector = vector(text.hashCode());
    return index
        .search(new PassageQuery(null, vector, RowFilter.NONE, limit), () -> false)
        .byVector();
  }

  private List<FoundPassage> byText(String text, int limit) throws Exception {
    return index.search(new PassageQuery(text, null, RowFilter.NONE, limit), () -> false).byText();
  }

  private List<String> keysByText(String text) throws Exception {
    return byText(text, 10).stream().map(FoundPassage::rowKey).toList();
  }

  private static float dot(String one, String other) {
    float[] a = vector(one.hashCode());
    float[] b = vector(other.hashCode());
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
