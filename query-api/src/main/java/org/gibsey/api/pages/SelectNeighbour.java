package org.gibsey.api.pages;

import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** The number of the page next to another one; numbers may have gaps. */
final class SelectNeighbour {
  private static final String BEFORE =
      "SELECT page_num FROM gibsey.pages WHERE book_id = ? AND page_num < ?"
          + " ORDER BY page_num DESC LIMIT 1";
  private static final String AFTER =
      "SELECT page_num FROM gibsey.pages WHERE book_id = ? AND page_num > ?"
          + " ORDER BY page_num ASC LIMIT 1";

  private final Statement statement;

  private SelectNeighbour(CassandraConnection connection, String cql) {
    this.statement = new Statement(connection, cql);
  }

  static SelectNeighbour before(CassandraConnection connection) {
    return new SelectNeighbour(connection, BEFORE);
  }

  static SelectNeighbour after(CassandraConnection connection) {
    return new SelectNeighbour(connection, AFTER);
  }

  CompletionStage<@Nullable Integer> execute(String bookId, int pageNum) {
    return statement.first(row -> row.getInt(0), bookId, pageNum);
  }
}
