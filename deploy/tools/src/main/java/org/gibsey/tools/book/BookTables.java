package org.gibsey.tools.book;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A book's rows in {@code gibsey.books} and {@code gibsey.pages}. */
final class BookTables {

  private final CqlSession session;

  BookTables(CqlSession session) {
    this.session = session;
  }

  /** The pages of the book that Cassandra does not hold just so. */
  List<BookPage> differing(Book book) {
    Map<Integer, BookPage> present = new HashMap<>();
    session
        .execute(
            "SELECT page_num, chapter, title, speaker, text FROM gibsey.pages WHERE book_id = ?",
            book.bookId())
        .forEach(row -> present.put(row.getInt("page_num"), page(row)));
    return book.pages().stream().filter(page -> !page.equals(present.get(page.pageNum()))).toList();
  }

  private static BookPage page(Row row) {
    return new BookPage(
        row.getInt("page_num"),
        orEmpty(row, "chapter"),
        orEmpty(row, "title"),
        orEmpty(row, "speaker"),
        orEmpty(row, "text"));
  }

  /** A folder never holds an empty field, so an absent one differs as it should. */
  private static String orEmpty(Row row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  void writeCatalogue(Book book) {
    session.execute(
        "INSERT INTO gibsey.books (book_id, title, author, language) VALUES (?, ?, ?, ?)",
        book.bookId(),
        book.title(),
        book.author(),
        book.language());
  }

  void writePages(Book book, List<BookPage> pages) {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO gibsey.pages (book_id, page_num, chapter, title, speaker, text)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    for (BookPage page : pages) {
      session.execute(
          insert.bind(
              book.bookId(),
              page.pageNum(),
              page.chapter(),
              page.title(),
              page.speaker(),
              page.text()));
    }
  }
}
