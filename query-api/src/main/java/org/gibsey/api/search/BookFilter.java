package org.gibsey.api.search;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/** The optional field {@code book}, which narrows a search to one book. */
final class BookFilter {
  private static final String COLUMN = "book_id";
  private static final int MAX_LENGTH = 200;

  private BookFilter() {}

  /**
   * Which rows may be found.
   *
   * @param book id of a book, or null for all
   * @param others what else must be true of the rows
   * @throws Problem when the id is no usable one, or the collection does not consist of books
   */
  static RowFilter with(@Nullable String book, RowFilter others, CollectionDefinition collection) {
    if (book == null) {
      return others;
    }
    if (!collection.keyColumns().contains(COLUMN)) {
      throw new Problem(
          ProblemType.INVALID_VALUE, "This collection has no books; leave out the field 'book'.");
    }
    if (book.isBlank() || book.length() > MAX_LENGTH) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'book' must be the id of a book, 1 to " + MAX_LENGTH + " characters.");
    }
    QueryText.requireWellFormed(book, "book");
    List<Condition> must = new ArrayList<>(others.must());
    must.add(new Condition.Equal(COLUMN, book));
    return new RowFilter(must, others.should(), others.mustNot());
  }
}
