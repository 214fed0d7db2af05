package org.gibsey.tools.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTableTest {

  private final RowTable table = new RowTable(List.of("title", "page_num"), List.of(false, true));

  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    assertThat(table.render(List.of(List.of("A Gill of Sea", "1"), List.of("Dusk", "124"))))
        .isEqualTo(
            """
             title         | page_num
            ---------------+----------
             A Gill of Sea |        1
             Dusk          |      124
            """);
  }

  @Test
  void printsTheHeadingsOfAnEmptyTable() {
    assertThat(table.render(List.of()))
        .isEqualTo(
            """
             title | page_num
            -------+----------
            """);
  }

  @Test
  void countsACharacterOutsideTheBasicPlaneOnce() {
    assertThat(table.render(List.of(List.of("🌊", "1"), List.of("sea", "2"))))
        .contains(" 🌊     |        1\n")
        .contains(" sea   |        2\n");
  }
}
