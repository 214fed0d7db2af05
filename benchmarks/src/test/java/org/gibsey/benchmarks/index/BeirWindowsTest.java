package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gibsey.benchmarks.retrieval.JudgedDocument;
import org.gibsey.benchmarks.retrieval.JudgedQuery;
import org.gibsey.benchmarks.retrieval.TestSet;
import org.junit.jupiter.api.Test;

class BeirWindowsTest {
  private static final TestSet TWO_DOCUMENTS =
      new TestSet(
          "two",
          List.of(document("a", 100), document("b", 40)),
          List.of(new JudgedQuery("q", "asked", Map.of("a", 1))));

  @Test
  void cutsAsManyStretchesAsAreWantedFromAllDocuments() {
    BeirWindows windows = BeirWindows.cut(TWO_DOCUMENTS, 20);

    assertThat(windows.passages()).hasSize(20).doesNotHaveDuplicates();
    assertThat(windows.passages().getFirst()).startsWith("T a0 a1 ").endsWith(" a22");
    assertThat(windows.passages()).anyMatch(passage -> passage.startsWith("T b0 b1 "));
    assertThat(windows.queries()).containsExactly("asked");
  }

  @Test
  void refusesMoreStretchesThanThereAre() {
    assertThatThrownBy(() -> BeirWindows.cut(TWO_DOCUMENTS, 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too few words");
  }

  private static JudgedDocument document(String id, int words) {
    String text =
        IntStream.range(0, words).mapToObj(word -> id + word).collect(Collectors.joining(" "));
    return new JudgedDocument(id, "T", text);
  }
}
