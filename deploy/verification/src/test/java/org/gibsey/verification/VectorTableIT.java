package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.CqlVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The vectors that the job writes to Cassandra, read and searched there with CQL alone. */
@ExtendWith(Stack.Provider.class)
final class VectorTableIT {
  private static final int NEAREST = 10;

  private final Stack stack;

  VectorTableIT(Stack stack) {
    this.stack = stack;
  }

  /** A passage with its vector, which has length 1. */
  private record Passage(String book, int page, int number, CqlVector<Float> vector) {
    double similarity(CqlVector<Float> other) {
      double sum = 0;
      for (int i = 0; i < vector.size(); i++) {
        sum += (double) vector.get(i) * other.get(i);
      }
      return sum;
    }

    boolean isOf(String otherBook, int otherPage) {
      return book.equals(otherBook) && page == otherPage;
    }
  }

  @Test
  void nearestNeighboursInCqlAreTheExactOnes() {
    List<Passage> all = all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(126);
    int found = 0;
    int wanted = 0;
    for (Passage passage : all) {
      Set<String> exact = new HashSet<>();
      all.stream()
          .sorted(
              Comparator.comparingDouble((Passage other) -> -other.similarity(passage.vector())))
          .limit(NEAREST)
          .forEach(other -> exact.add(key(other)));
      List<Passage> nearest = nearest(passage.vector());
      assertThat(nearest.get(0).similarity(passage.vector())).isGreaterThan(0.999);
      wanted += exact.size();
      found += (int) nearest.stream().map(VectorTableIT::key).filter(exact::contains).count();
    }
    assertThat((double) found / wanted).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void anUpdateMovesAPageAndADeletionRemovesIt() throws Exception {
    String book = "vectors-" + UUID.randomUUID();
    String goats = "The goats of the upper meadow eat nothing but thistles in autumn.";
    String engines = "A steam engine loses most of its heat through the chimney.";
    write(book, goats);
    Passage aboutGoats = await(book, goats);
    assertThat(nearest(aboutGoats.vector()).get(0).isOf(book, 1)).isTrue();

    write(book, engines);
    Eventually.holds(
        "the page about engines is not found as a neighbour of goats",
        Stack.PATIENCE,
        () ->
            nearest(aboutGoats.vector()).stream()
                .noneMatch(
                    near -> near.isOf(book, 1) && near.similarity(aboutGoats.vector()) > 0.99));
    Passage aboutEngines = await(book, engines);
    assertThat(nearest(aboutEngines.vector()).get(0).isOf(book, 1)).isTrue();

    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "DELETE FROM pages WHERE book_id = ? AND page_num = 1", book));
    Eventually.holds(
        "the deleted page is nobody's neighbour",
        Stack.PATIENCE,
        () -> nearest(aboutEngines.vector()).stream().noneMatch(near -> near.isOf(book, 1)));
  }

  private void write(String book, String text) {
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text) VALUES (?, 1, ?)", book, text));
  }

  /** The page's only passage, once it is made of that text. */
  private Passage await(String book, String text) throws Exception {
    List<Passage> found = new ArrayList<>();
    Eventually.holds(
        "the page has its vector",
        Stack.PATIENCE,
        () -> {
          Row row =
              stack
                  .cassandra()
                  .execute(
                      SimpleStatement.newInstance(
                          "SELECT book_id, page_num, passage, embedding, end_offset"
                              + " FROM page_embeddings WHERE book_id = ? AND page_num = 1",
                          book))
                  .one();
          if (row != null && row.getInt("end_offset") == text.length()) {
            found.add(passage(row));
          }
          return !found.isEmpty();
        });
    return found.get(0);
  }

  private List<Passage> all() {
    return stack
        .cassandra()
        .execute("SELECT book_id, page_num, passage, embedding FROM page_embeddings")
        .map(VectorTableIT::passage)
        .all();
  }

  private List<Passage> nearest(CqlVector<Float> vector) {
    return stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "SELECT book_id, page_num, passage, embedding FROM page_embeddings"
                    + " ORDER BY embedding ANN OF ? LIMIT "
                    + NEAREST,
                vector))
        .map(VectorTableIT::passage)
        .all();
  }

  private static Passage passage(Row row) {
    return new Passage(
        Objects.requireNonNull(row.getString("book_id")),
        row.getInt("page_num"),
        row.getInt("passage"),
        Objects.requireNonNull(row.getVector("embedding", Float.class)));
  }

  private static String key(Passage passage) {
    return passage.book() + "/" + passage.page() + "/" + passage.number();
  }
}
