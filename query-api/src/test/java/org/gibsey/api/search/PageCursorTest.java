package org.gibsey.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.gibsey.api.http.Problem;
import org.gibsey.collection.Collections;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.Fusion;
import org.gibsey.shard.SearchMode;
import org.junit.jupiter.api.Test;

final class PageCursorTest {
  @Test
  void leadsBehindTheHitsOfItsPage() {
    PassageQuery query = query().offset(30).limit(20).build();
    String cursor = PageCursor.after(query);
    assertThat(cursor).matches("[A-Za-z0-9_-]{20}");
    assertThat(PageCursor.offset(cursor, query().build())).isEqualTo(50);
    assertThat(PageCursor.offset(cursor, query().limit(7).withVectors(true).build())).isEqualTo(50);
  }

  @Test
  void belongsToAllThatDecidesTheRanking() {
    String cursor = PageCursor.after(query().build());
    List<UnaryOperator<PassageQueryBuilder>> changes =
        List.of(
            q -> q.text("pepper"),
            q -> q.mode(SearchMode.TEXT),
            q -> q.fusion(new Fusion(1, 1, 6)),
            q -> q.grouping(Grouping.PASSAGE),
            q -> q.filter(RowFilter.equal(Map.of("speaker", "Edda"))),
            q -> q.book("coast"),
            q -> q.upTo(new UpTo("coast", 3)),
            q -> q.scoreThreshold(0.5),
            q -> q.exact(true),
            q -> q.candidates(100),
            q -> q.vector(new float[] {1, 0}));
    for (UnaryOperator<PassageQueryBuilder> change : changes) {
      PassageQuery other = change.apply(query()).build();
      assertThatThrownBy(() -> PageCursor.offset(cursor, other))
          .as(other.toString())
          .isInstanceOf(Problem.class)
          .hasMessageContaining("another query");
    }
    PassageQuery byVector = query().vector(new float[] {1, 0}).build();
    PassageQuery byOther = query().vector(new float[] {0, 1}).build();
    assertThatThrownBy(() -> PageCursor.offset(PageCursor.after(byVector), byOther))
        .hasMessageContaining("another query");
  }

  @Test
  void whatIsNoCursorIsRefused() {
    PassageQuery query = query().build();
    String cursor = PageCursor.after(query);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder broken = new StringBuilder(cursor);
      broken.setCharAt(random.nextInt(cursor.length()), (char) (random.nextInt(96) + 32));
      if (random.nextInt(4) == 0) {
        broken.setLength(random.nextInt(cursor.length()));
      }
      String text = broken.toString();
      if (!text.equals(cursor) && !differsInOffsetAlone(text, cursor)) {
        assertThatThrownBy(() -> PageCursor.offset(text, query))
            .as("seed %d: %s", seed, text)
            .isInstanceOf(Problem.class);
      }
    }
    assertThatThrownBy(() -> PageCursor.offset("", query)).isInstanceOf(Problem.class);
  }

  /** The last characters are the offset, with which a caller may do as he likes. */
  private static boolean differsInOffsetAlone(String text, String cursor) {
    return text.length() == cursor.length() && text.startsWith(cursor.substring(0, 17));
  }

  private static PassageQueryBuilder query() {
    return PassageQuery.in(Collections.load(null).require("pages")).text("salt");
  }
}
