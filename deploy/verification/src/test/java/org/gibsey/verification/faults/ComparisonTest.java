package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gibsey.verification.faults.Difference.Kind;
import org.gibsey.verification.faults.Difference.Place;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final PageKey KEY = new PageKey("book", 1);
  private static final PageRow ROW = new PageRow(KEY, 7, "hash", Map.of("title", "A"));
  private static final PassageRow PASSAGE = new PassageRow(KEY, 0, 40, "hash");

  @Test
  void findsNothingWhereBothSidesTellTheSame() {
    assertThat(compare(List.of(ROW), List.of(PASSAGE))).isEmpty();
  }

  @Test
  void noticesALostRow() {
    assertThat(compare(List.of(), List.of(PASSAGE)))
        .containsExactly(new Difference(Kind.LOST, Place.INDEX, KEY, 7L, null));
  }

  @Test
  void noticesADuplicatedRow() {
    assertThat(compare(List.of(ROW, ROW), List.of(PASSAGE)))
        .containsExactly(new Difference(Kind.DUPLICATED, Place.INDEX, KEY, 7L, 7L));
  }

  @Test
  void noticesAResurrectedRow() {
    PageKey deleted = new PageKey("book", 2);
    PageRow back = new PageRow(deleted, 3, "hash", Map.of());
    assertThat(compare(List.of(ROW, back), List.of(PASSAGE)))
        .containsExactly(new Difference(Kind.RESURRECTED, Place.INDEX, deleted, null, 3L));
  }

  @Test
  void noticesAStaleWriteTimeHashOrField() {
    for (PageRow stale :
        List.of(
            new PageRow(KEY, 6, "hash", Map.of("title", "A")),
            new PageRow(KEY, 7, "other", Map.of("title", "A")),
            new PageRow(KEY, 7, "hash", Map.of()))) {
      assertThat(compare(List.of(stale), List.of(PASSAGE)))
          .extracting(Difference::kind)
          .containsExactly(Kind.STALE);
    }
  }

  @Test
  void noticesPassagesThatAreMissingSurplusOrOfAnotherText() {
    PageKey deleted = new PageKey("book", 2);
    assertThat(compare(List.of(ROW), List.of()))
        .containsExactly(new Difference(Kind.LOST, Place.PAGE_EMBEDDINGS, KEY, 7L, null));
    assertThat(compare(List.of(ROW), List.of(new PassageRow(KEY, 0, 20, "hash"))))
        .extracting(Difference::kind)
        .containsExactly(Kind.LOST);
    assertThat(compare(List.of(ROW), List.of(new PassageRow(KEY, 1, 40, "hash"))))
        .extracting(Difference::kind)
        .containsExactly(Kind.LOST);
    assertThat(compare(List.of(ROW), List.of(PASSAGE, new PassageRow(KEY, 1, 60, "older"))))
        .extracting(Difference::kind)
        .containsExactly(Kind.STALE);
    assertThat(compare(List.of(ROW), List.of(PASSAGE, new PassageRow(deleted, 0, 9, "hash"))))
        .containsExactly(
            new Difference(Kind.RESURRECTED, Place.PAGE_EMBEDDINGS, deleted, null, null));
  }

  private static List<Difference> compare(List<PageRow> indexed, List<PassageRow> passages) {
    return Comparison.of(new Snapshot(Map.of(KEY, ROW), Map.of(KEY, 40), indexed, passages));
  }
}
