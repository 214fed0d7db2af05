package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OneBehindTest {
  private final List<String> passed = new ArrayList<>();
  private final OneBehind<String> rows =
      new OneBehind<>((row, last) -> passed.add(last ? row + " (last)" : row));

  @Test
  void onlyTheLastIsMarked() throws InterruptedException {
    rows.add("a");
    rows.add("b");
    rows.add("c");
    assertThat(passed).containsExactly("a", "b");

    assertThat(rows.finish()).isTrue();
    assertThat(passed).containsExactly("a", "b", "c (last)");
  }

  @Test
  void nothingIsPassedWithoutElements() throws InterruptedException {
    assertThat(rows.finish()).isFalse();
    assertThat(passed).isEmpty();
  }

  @Test
  void whatIsNotFinishedHasNoLast() throws InterruptedException {
    rows.add("a");
    rows.add("b");
    assertThat(passed).containsExactly("a");
  }
}
