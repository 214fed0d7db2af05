package org.gibsey.api.pages;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** The pages of a book in order, without their text. */
final class SelectTableOfContents {
  private static final String CQL =
      "SELECT page_num, chapter, title, speaker FROM gibsey.pages WHERE book_id = ?";

  private final Statement statement;

  SelectTableOfContents(CassandraConnection connection) {
    this.statement = new Statement(connection, CQL);
  }

  CompletionStage<List<PageHeading>> execute(String bookId) {
    return statement.all(SelectTableOfContents::heading, bookId);
  }

  private static PageHeading heading(Row row) {
    return new PageHeading(
        row.getInt("page_num"),
        row.getString("chapter"),
        row.getString("title"),
        row.getString("speaker"));
  }
}
