package org.gibsey.api.pages;

import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Deletes a page, whether it is there or not. */
final class DeletePage {
  private static final String CQL =
      "DELETE FROM gibsey.pages USING TIMESTAMP ? WHERE book_id = ? AND page_num = ?";

  private final Statement statement;

  DeletePage(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, CQL);
  }

  CompletionStage<?> execute(String bookId, int pageNum, long writeTimeMicros) {
    return statement.execute(writeTimeMicros, bookId, pageNum);
  }
}
