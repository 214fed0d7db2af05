package org.gibsey.tools.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestRowTest {

  @Test
  void writesItsKeyAsTheChangeEventsDo() {
    assertThat(new TestRow("fog", 12, "a", "b").key())
        .isEqualTo("{\"book_id\":\"fog\",\"page_num\":12}");
  }

  @Test
  void makesWordsThatNoOtherRowHolds() {
    TestRow row = TestRow.make();
    assertThat(row.firstWord()).matches("[a-z]{14}").isNotEqualTo(row.secondWord());
    assertThat(row.bookId()).isNotEqualTo(TestRow.make().bookId());
  }
}
