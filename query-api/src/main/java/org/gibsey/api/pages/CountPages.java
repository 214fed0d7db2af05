package org.gibsey.api.pages;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** The number of pages of a book. */
final class CountPages {
  private static final String CQL = "SELECT COUNT(*) FROM gibsey.pages WHERE book_id = ?";

  private final Statement statement;

  CountPages(CassandraConnection connection) {
    this.statement = new Statement(connection, CQL);
  }

  CompletionStage<Long> execute(String bookId) {
    return statement.first(row -> row.getLong(0), bookId).thenApply(Objects::requireNonNull);
  }
}
