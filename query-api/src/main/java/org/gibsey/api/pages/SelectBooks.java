package org.gibsey.api.pages;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Every book of the catalogue. */
final class SelectBooks {
  private static final String CQL = "SELECT book_id, title, author, language FROM gibsey.books";

  private final Statement statement;

  SelectBooks(CassandraConnection connection) {
    this.statement = new Statement(connection, CQL);
  }

  CompletionStage<List<Book>> execute() {
    return statement.all(SelectBook::book);
  }
}
