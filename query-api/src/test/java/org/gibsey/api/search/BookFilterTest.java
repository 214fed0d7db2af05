package org.gibsey.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gibsey.api.http.Problem;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.TableName;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.junit.jupiter.api.Test;

final class BookFilterTest {
  private static final UpTo THIRD = new UpTo("coast", 3);

  @Test
  void whatWasReadIsAddedToTheFilter() {
    PassageQuery query =
        search("book_id", FieldType.NUMBER)
            .filter(RowFilter.equal(Map.of("speaker", "Edda")))
            .upTo(THIRD)
            .build();
    assertThat(BookFilter.of(query).must())
        .containsExactly(
            new Condition.Equal("speaker", "Edda"),
            new Condition.Equal("book_id", "coast"),
            new Condition.Range("page", null, null, null, "3"));
    assertThat(BookFilter.book(query)).isEqualTo("coast");
  }

  @Test
  void aCollectionWithoutBooksOrNumberedPagesSaysSo() {
    PassageQuery letters = search("box", FieldType.NUMBER).upTo(THIRD).build();
    assertThatThrownBy(() -> BookFilter.of(letters))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no books");
    PassageQuery book = search("box", FieldType.NUMBER).book("coast").build();
    assertThatThrownBy(() -> BookFilter.of(book)).hasMessageContaining("no books");
    PassageQuery scrolls = search("book_id", FieldType.KEYWORD).upTo(THIRD).build();
    assertThatThrownBy(() -> BookFilter.of(scrolls))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no numbered pages");
  }

  private static PassageQueryBuilder search(String partition, FieldType pages) {
    return PassageQuery.in(
            new CollectionDefinition(
                "texts",
                new TableName("gibsey", "texts"),
                List.of(partition),
                List.of("page"),
                "text",
                null,
                List.of("speaker"),
                null,
                Map.of("page", pages, "speaker", FieldType.KEYWORD),
                1_000,
                new ChunkSettings(200, 40),
                null,
                1))
        .text("salt");
  }
}
