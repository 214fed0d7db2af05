package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares searches of the graph with exact ones, over vectors in clusters from a fixed seed. */
class VectorRecallTest {
  private static final int DIMENSION = 32;

  /** Enough for a segment with a graph. */
  private static final int ROWS = 6_000;

  private static final int CLUSTERS = 100;
  private static final int QUERIES = 40;
  private static final int LIMIT = 10;
  private static final double LEAST_RECALL = 0.95;

  private static final Map<VectorEncoding, PassageIndex> INDEXES =
      new EnumMap<>(VectorEncoding.class);

  @TempDir private static Path shared;
  @TempDir private Path path;

  @BeforeAll
  static void buildAnIndexOfEachEncoding() throws Exception {
    for (VectorEncoding encoding : VectorEncoding.values()) {
      PassageIndex index = open(Files.createDirectory(shared.resolve(encoding.name())), encoding);
      INDEXES.put(encoding, index);
      addRows(index, 0, ROWS);
    }
  }

  @AfterAll
  static void close() throws Exception {
    for (PassageIndex index : INDEXES.values()) {
      index.close();
    }
  }

  @ParameterizedTest
  @EnumSource(VectorEncoding.class)
  void findsTheNearestOfAll(VectorEncoding encoding) throws Exception {
    assertThat(recall(index(encoding), query -> RowFilter.NONE))
        .isGreaterThanOrEqualTo(LEAST_RECALL);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1", "FLOAT32, 10", "FLOAT32, 50", "INT4, 1", "INT4, 10", "INT4, 50"})
  void findsTheNearestOfRowsThatLieAnywhere(VectorEncoding encoding, int percent) throws Exception {
    assertThat(recall(index(encoding), query -> below("spread", percent)))
        .isGreaterThanOrEqualTo(LEAST_RECALL);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1", "FLOAT32, 10", "FLOAT32, 50", "INT4, 1", "INT4, 10", "INT4, 50"})
  void findsTheNearestWhenTheFilterLetsThroughWhatIsNear(VectorEncoding encoding, int percent)
      throws Exception {
    assertThat(recall(index(encoding), query -> around(query, percent, false)))
        .isGreaterThanOrEqualTo(LEAST_RECALL);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1", "FLOAT32, 10", "FLOAT32, 50", "INT4, 1", "INT4, 10", "INT4, 50"})
  void findsTheNearestWhenTheFilterShutsOutWhatIsNear(VectorEncoding encoding, int percent)
      throws Exception {
    assertThat(recall(index(encoding), query -> around(query, percent, true)))
        .isGreaterThanOrEqualTo(LEAST_RECALL);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, INT4", "INT4, FLOAT32"})
  void findsTheNearestInSegmentsOfBothEncodings(VectorEncoding first, VectorEncoding second)
      throws Exception {
    try (PassageIndex index = open(path, first)) {
      addRows(index, 0, 1_000);
      index.commit();
    }
    try (PassageIndex index = open(path, second)) {
      addRows(index, 1_000, 1_500);

      assertThat(recall(index, query -> RowFilter.NONE)).isGreaterThanOrEqualTo(LEAST_RECALL);
      assertThat(recall(index, query -> below("spread", 10))).isGreaterThanOrEqualTo(LEAST_RECALL);
      index.commit();
    }
    try (PassageIndex index = open(path, first)) {
      addRows(index, 1_500, 2_000);
      index.commit();

      assertThat(index.counts().rows()).isEqualTo(2_000);
      assertThat(recall(index, query -> RowFilter.NONE)).isGreaterThanOrEqualTo(LEAST_RECALL);
    }
    try (FSDirectory directory = FSDirectory.open(path);
        CheckIndex check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, false", "FLOAT32, true", "INT4, false", "INT4, true"})
  void scoresByTheVectorsThemselves(VectorEncoding encoding, boolean exact) throws Exception {
    for (RowFilter filter : List.of(RowFilter.NONE, below("spread", 10))) {
      float[] query = query(3);
      for (FoundPassage hit : search(index(encoding), query, filter, 0, exact)) {
        int number = Integer.parseInt(KeyTerms.columns(hit.rowKey()).get("number"));
        assertThat(hit.score()).isCloseTo(dot(query, vector(number)), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(VectorEncoding.class)
  void exactSearchComparesEveryVector(VectorEncoding encoding) throws Exception {
    for (int number = 0; number < 5; number++) {
      float[] query = query(number);
      TreeMap<Float, String> nearest = new TreeMap<>(Comparator.reverseOrder());
      for (int row = 0; row < ROWS; row++) {
        nearest.put(dot(query, vector(row)), key(row));
      }
      assertThat(search(index(encoding), query, RowFilter.NONE, 0, true))
          .extracting(FoundPassage::rowKey)
          .containsExactlyElementsOf(nearest.values().stream().limit(LIMIT).toList());
    }
  }

  @Test
  void moreCandidatesFindMoreOfTheNearest() throws Exception {
    PassageIndex index = index(VectorEncoding.FLOAT32);

    double few = recall(index, query -> RowFilter.NONE, LIMIT);
    double many = recall(index, query -> RowFilter.NONE, 1_000);

    assertThat(few).isLessThan(many);
    assertThat(many).isGreaterThan(0.999);
  }

  private static PassageIndex index(VectorEncoding encoding) {
    return Objects.requireNonNull(INDEXES.get(encoding));
  }

  private static PassageIndex open(Path path, VectorEncoding encoding) throws Exception {
    return PassageIndex.open(
        path,
        new IndexDefinition(
            List.of("number"),
            Map.of("spread", FieldType.NUMBER, "cluster", FieldType.NUMBER),
            encoding));
  }

  private static void addRows(PassageIndex index, int first, int end) throws Exception {
    for (int number = first; number < end; number++) {
      index.apply(row(number));
    }
    index.refreshIfStale();
  }

  private interface FilterOf {
    RowFilter query(int number);
  }

  private static double recall(PassageIndex index, FilterOf filters) throws Exception {
    return recall(index, filters, 0);
  }

  private static double recall(PassageIndex index, FilterOf filters, int candidates)
      throws Exception {
    int expected = 0;
    int found = 0;
    for (int number = 0; number < QUERIES; number++) {
      RowFilter filter = filters.query(number);
      Set<String> nearest = keys(search(index, query(number), filter, 0, true));
      assertThat(nearest).hasSize(LIMIT);
      expected += nearest.size();
      nearest.retainAll(keys(search(index, query(number), filter, candidates, false)));
      found += nearest.size();
    }
    return (double) found / expected;
  }

  private static List<FoundPassage> search(
      PassageIndex index, float[] query, RowFilter filter, int candidates, boolean exact)
      throws Exception {
    return index
        .search(new PassageQuery(null, query, filter, LIMIT, candidates, exact), () -> false)
        .byVector();
  }

  private static Set<String> keys(List<FoundPassage> found) {
    Set<String> keys = new HashSet<>();
    found.forEach(hit -> keys.add(hit.rowKey()));
    return keys;
  }

  /** So many percent of all rows, which lie anywhere. */
  private static RowFilter below(String column, int percent) {
    return must(new Condition.Range(column, null, null, Integer.toString(percent), null));
  }

  /** Rows of whole clusters: the query's own among them, or all but the query's neighbours. */
  private static RowFilter around(int query, int percent, boolean opposite) {
    int cluster = query % CLUSTERS;
    int first = opposite ? (cluster + CLUSTERS / 2) % CLUSTERS : cluster;
    List<String> clusters = new ArrayList<>();
    for (int i = 0; i < percent; i++) {
      clusters.add(Integer.toString((first + i) % CLUSTERS));
    }
    if (opposite) {
      clusters.remove(Integer.toString(cluster));
    }
    return must(new Condition.In("cluster", clusters));
  }

  private static RowFilter must(Condition condition) {
    return new RowFilter(List.of(condition), List.of(), List.of());
  }

  private static EmbeddedRow row(int number) {
    String text = "passage " + number;
    RowVersion version =
        new RowVersion(
            "pages",
            key(number),
            10,
            10,
            true,
            false,
            null,
            text,
            new FieldValue[] {
              // Another residue than the cluster, or the two would be tied.
              new FieldValue("spread", Integer.toString(number * 37 % 101 % 100)),
              new FieldValue("cluster", Integer.toString(number % CLUSTERS))
            },
            new SourcePosition("topic", 0, number));
    return new EmbeddedRow(
        version,
        "hash",
        TestRows.MODEL,
        new Passage[] {new Passage(0, 0, text.length(), text)},
        new float[][] {vector(number)});
  }

  private static String key(int number) {
    return "{\"number\":%d}".formatted(number);
  }

  /** The vector of a row: its cluster's, and as much of its own. */
  private static float[] vector(int number) {
    return sum(
        TestRows.vector(-1 - number % CLUSTERS, DIMENSION),
        TestRows.vector(1_000_000 + number, DIMENSION));
  }

  /** The vector of a query, made as those of the rows of its cluster. */
  private static float[] query(int number) {
    return sum(
        TestRows.vector(-1 - number % CLUSTERS, DIMENSION),
        TestRows.vector(9_000_000 + number, DIMENSION));
  }

  private static float[] sum(float[] one, float[] other) {
    float[] sum = new float[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    float length = (float) Math.sqrt(dot(sum, sum));
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= length;
    }
    return sum;
  }

  private static float dot(float[] one, float[] other) {
    double dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
    }
    return (float) dot;
  }
}
