package org.gibsey.api.search;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/** Narrows a search to one book, or to what has been read of it. */
final class BookFilter {
  /** Most conditions that are added to those of a caller. */
  static final int MOST_CONDITIONS = 2;

  private static final String COLUMN = "book_id";
  private static final int MAX_LENGTH = 200;

  private BookFilter() {}

  /**
   * Which rows may be found.
   *
   * @throws Problem when the id of the book is no usable one, two books are named, or the
   *     collection does not consist of the pages of books
   */
  static RowFilter of(PassageQuery query) {
    String book = book(query);
    if (book == null) {
      return query.filter();
    }
    List<Condition> must = new ArrayList<>(query.filter().must());
    must.add(new Condition.Equal(COLUMN, book));
    UpTo upTo = query.upTo();
    if (upTo != null) {
      String last = Integer.toString(upTo.page());
      must.add(new Condition.Range(pageColumn(query.collection()), null, null, null, last));
    }
    return new RowFilter(must, query.filter().should(), query.filter().mustNot());
  }

  /** The only book that is searched in, or null. */
  static @Nullable String book(PassageQuery query) {
    UpTo upTo = query.upTo();
    String book = query.book();
    if (book == null && upTo == null) {
      return null;
    }
    if (!query.collection().partitionKey().equals(List.of(COLUMN))) {
      throw invalid("This collection has no books; leave out the fields 'book' and 'up_to'.");
    }
    if (book != null) {
      require(book, "book");
    }
    if (upTo == null) {
      return book;
    }
    require(upTo.book(), "up_to.book");
    if (book != null && !book.equals(upTo.book())) {
      throw invalid("The fields 'book' and 'up_to' name two books; leave one of them out.");
    }
    return upTo.book();
  }

  private static String pageColumn(CollectionDefinition collection) {
    return collection.clusteringKey().stream()
        .findFirst()
        .filter(column -> collection.filters().get(column) == FieldType.NUMBER)
        .orElseThrow(
            () -> invalid("This collection has no numbered pages; leave out the field 'up_to'."));
  }

  private static void require(String book, String field) {
    if (book.isBlank() || book.length() > MAX_LENGTH) {
      throw invalid(
          "The field '%s' must be the id of a book, 1 to %d characters."
              .formatted(field, MAX_LENGTH));
    }
    QueryText.requireWellFormed(book, field);
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
