package org.gibsey.api.pages;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** One book of the catalogue. */
final class SelectBook {
  private static final String CQL =
      "SELECT book_id, title, author, language FROM gibsey.books WHERE book_id = ?";

  private final Statement statement;

  SelectBook(CassandraConnection connection) {
    this.statement = new Statement(connection, CQL);
  }

  CompletionStage<@Nullable Book> execute(String bookId) {
    return statement.first(SelectBook::book, bookId);
  }

  static Book book(Row row) {
    return new Book(
        Objects.requireNonNull(row.getString("book_id")),
        row.getString("title"),
        row.getString("author"),
        row.getString("language"));
  }
}
