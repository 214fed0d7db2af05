package org.gibsey.tools.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gibsey.tools.reconcile.RowDigests.Match;
import org.junit.jupiter.api.Test;

final class RowDigestsTest {
  private static final int MANY = 10_000;
  private final RowDigests digests = new RowDigests();

  @Test
  void tellsTheSameContentFromAnother() {
    digests.put(row("a", 10, "h", Map.of("chapter", "One")));
    assertThat(digests.see(row("a", 10, "h", Map.of("chapter", "One")))).isEqualTo(Match.SAME);
    assertThat(digests.see(row("a", 11, "h", Map.of("chapter", "One")))).isEqualTo(Match.OTHER);
    assertThat(digests.see(row("a", 10, "i", Map.of("chapter", "One")))).isEqualTo(Match.OTHER);
    assertThat(digests.see(row("a", 10, "h", Map.of("chapter", "Two")))).isEqualTo(Match.OTHER);
    assertThat(digests.see(row("a", 10, "h", Map.of("chapterO", "ne")))).isEqualTo(Match.OTHER);
    assertThat(digests.see(row("b", 10, "h", Map.of()))).isEqualTo(Match.ABSENT);
  }

  @Test
  void knowsWhomNobodyAskedFor() {
    digests.put(row("a", 10, "h", Map.of()));
    digests.put(row("b", 10, "h", Map.of()));
    assertThat(digests.seeAny("b")).isTrue();
    assertThat(digests.seeAny("c")).isFalse();
    assertThat(digests.unseen()).isEqualTo(1);
    assertThat(digests.isUnseen("a")).isTrue();
    assertThat(digests.isUnseen("b")).isFalse();
    assertThat(digests.isUnseen("c")).isFalse();
  }

  @Test
  void keepsEveryRowWhileItGrows() {
    for (int i = 0; i < MANY; i++) {
      digests.put(row("row " + i, i, "h", Map.of()));
    }
    digests.put(row("row 0", 0, "h", Map.of()));
    assertThat(digests.size()).isEqualTo(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(digests.see(row("row " + i, i, "h", Map.of()))).isEqualTo(Match.SAME);
    }
    assertThat(digests.unseen()).isZero();
  }

  private static SearchableRow row(
      String key, long writeTime, String hash, Map<String, String> fields) {
    return new SearchableRow(key, writeTime, hash, fields);
  }
}
