package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPassagesTest {
  private static final int SIZE = 1_000;

  private final TestPassages passages = TestPassages.synthetic(SIZE, 7);

  @Test
  void makesTheSameRowsOfTheSameSeed() {
    TestPassages again = TestPassages.synthetic(SIZE, 7);
    TestPassages other = TestPassages.synthetic(SIZE, 8);

    assertThat(again.row(3).vectors()[0]).isEqualTo(passages.row(3).vectors()[0]);
    assertThat(again.row(3).passages()).isEqualTo(passages.row(3).passages());
    assertThat(again.row(3).row().rowKey()).isEqualTo(passages.row(3).row().rowKey());
    assertThat(other.row(3).vectors()[0]).isNotEqualTo(passages.row(3).vectors()[0]);
    assertThat(other.row(3).passages()).isNotEqualTo(passages.row(3).passages());
  }

  @Test
  void givesEachVersionAnotherTextAndVectorAndALaterTime() {
    EmbeddedRow first = passages.row(3, 0);
    EmbeddedRow second = passages.row(3, 1);

    assertThat(second.row().rowKey()).isEqualTo(first.row().rowKey());
    assertThat(second.row().fields()).isEqualTo(first.row().fields());
    assertThat(second.row().versionTimeMicros()).isGreaterThan(first.row().versionTimeMicros());
    assertThat(second.textHash()).isNotEqualTo(first.textHash());
    assertThat(second.vectors()[0]).isNotEqualTo(first.vectors()[0]);
  }

  @Test
  void knowsTheNumberOfEveryKey() {
    Set<String> keys = new HashSet<>();
    for (int number = 0; number < SIZE; number++) {
      String key = passages.rowKey(number);
      assertThat(TestPassages.number(key)).isEqualTo(number);
      keys.add(key);
    }
    assertThat(keys).hasSize(SIZE);
  }

  @ParameterizedTest
  @EnumSource
  void dealsOutEveryColumnWithTheSelectivityItPromises(Selectivity selectivity) {
    int wanted = SIZE * selectivity.percent() / 100;
    String before = TestPassages.timeBefore(selectivity.percent());

    assertThat(count(row -> passages.inBook(row, selectivity))).isEqualTo(wanted);
    assertThat(count(row -> passages.inGenre(row, selectivity))).isEqualTo(wanted);
    assertThat(count(row -> passages.ranksBelow(row, selectivity.percent()))).isEqualTo(wanted);
    for (int number = 0; number < SIZE; number++) {
      Map<String, String> fields = fields(number);
      assertThat(passages.rowKey(number).contains(TestPassages.value(selectivity) + "\""))
          .isEqualTo(passages.inBook(number, selectivity));
      assertThat(TestPassages.value(selectivity).equals(fields.get(TestPassages.GENRE)))
          .isEqualTo(passages.inGenre(number, selectivity));
      assertThat(
              new BigDecimal(fields.get(TestPassages.RANK))
                      .compareTo(BigDecimal.valueOf(selectivity.percent()))
                  < 0)
          .isEqualTo(passages.ranksBelow(number, selectivity.percent()));
      assertThat(Instant.parse(fields.get(TestPassages.WRITTEN)).isBefore(Instant.parse(before)))
          .isEqualTo(passages.writtenBefore(number, selectivity.percent()));
    }
  }

  @Test
  void writesTextsOfAboutSixHundredCharactersInWhichFewWordsAreFrequent() {
    String all =
        IntStream.range(0, SIZE)
            .mapToObj(number -> passages.source().text(number, 0))
            .collect(Collectors.joining(" "));
    Map<String, Long> frequency =
        Arrays.stream(all.toLowerCase(Locale.ROOT).split("[ .]+", -1))
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    long words = frequency.values().stream().mapToLong(Long::longValue).sum();
    long most = frequency.values().stream().mapToLong(Long::longValue).max().orElseThrow();

    assertThat((double) all.length() / SIZE).isBetween(600.0, 700.0);
    assertThat(frequency).hasSizeGreaterThan(10_000);
    assertThat((double) most / words).isBetween(0.05, 0.15);
  }

  @Test
  void makesVectorsOfLengthOneWhichAreNearerWithinADocument() {
    float[] vector = passages.source().vector(40, 0);

    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    assertThat(meanDot(40, 41, 60)).isGreaterThan(meanDot(40, 60, SIZE) + 0.2);
  }

  @Test
  void fitsTheIndexAndAnswersItsOwnQuestions(@TempDir Path folder) throws Exception {
    try (PassageIndex index = PassageIndex.open(folder, IndexDefinition.DEFAULT)) {
      for (int number = 0; number < SIZE; number++) {
        assertThat(index.apply(passages.row(number))).isTrue();
      }
      index.refreshIfStale();
      PassageQuery query =
          new PassageQuery(
              passages.source().queryText(0), passages.source().queryVector(0), RowFilter.NONE, 10);
      var found = index.search(query, () -> false);
      assertThat(found.byVector()).hasSize(10);
      assertThat(found.byText()).isNotEmpty();
    }
  }

  private Map<String, String> fields(int number) {
    return Arrays.stream(passages.row(number).row().fields())
        .collect(Collectors.toMap(FieldValue::name, FieldValue::value));
  }

  private static long count(IntPredicate allowed) {
    return IntStream.range(0, SIZE).filter(allowed).count();
  }

  private double meanDot(int one, int from, int to) {
    float[] vector = passages.source().vector(one, 0);
    return IntStream.range(from, to)
        .mapToDouble(other -> dot(vector, passages.source().vector(other, 0)))
        .average()
        .orElseThrow();
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
