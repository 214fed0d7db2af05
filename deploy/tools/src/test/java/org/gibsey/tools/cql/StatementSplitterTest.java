package org.gibsey.tools.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gibsey.tools.ToolException;
import org.junit.jupiter.api.Test;

final class StatementSplitterTest {

  @Test
  void cutsAtSemicolonsAndNeedsNoneAtTheEnd() {
    assertThat(StatementSplitter.split(" SELECT 1;\n\n; SELECT 2 "))
        .containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void keepsSemicolonsInsideStringsAndNames() {
    assertThat(StatementSplitter.split("INSERT 'it''s; fine'; SELECT \"odd;name\" FROM t"))
        .containsExactly("INSERT 'it''s; fine'", "SELECT \"odd;name\" FROM t");
  }

  @Test
  void keepsEverythingInsideDollarStrings() {
    assertThat(StatementSplitter.split("INSERT $$it's; -- fine$$; SELECT 1"))
        .containsExactly("INSERT $$it's; -- fine$$", "SELECT 1");
  }

  @Test
  void dropsCommentsOfAllThreeKinds() {
    assertThat(
            StatementSplitter.split(
                "-- a; comment\nSELECT 1 // it's one\n, 2; /* don't; */ SELECT/*;*/3 -- end"))
        .containsExactly("SELECT 1 \n, 2", "SELECT 3");
  }

  @Test
  void keepsCommentMarksInsideStrings() {
    assertThat(StatementSplitter.split("INSERT 'http://a -- b /* c'"))
        .containsExactly("INSERT 'http://a -- b /* c'");
  }

  @Test
  void keepsABatchInOnePiece() {
    assertThat(
            StatementSplitter.split(
                "BEGIN UNLOGGED BATCH INSERT 1; UPDATE 2; apply  batch; SELECT 3;"))
        .containsExactly("BEGIN UNLOGGED BATCH INSERT 1; UPDATE 2; apply  batch", "SELECT 3");
  }

  @Test
  void findsNoStatementInBlanksAndComments() {
    assertThat(StatementSplitter.split(" ; \n -- nothing")).isEmpty();
  }

  @Test
  void namesTheLineOfAStringWithoutEnd() {
    assertThatThrownBy(() -> StatementSplitter.split("SELECT 1;\nSELECT 'x"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("begins in line 2");
  }

  @Test
  void namesTheLineOfACommentWithoutEnd() {
    assertThatThrownBy(() -> StatementSplitter.split("\n/* SELECT 1"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("the comment that begins in line");
  }
}
