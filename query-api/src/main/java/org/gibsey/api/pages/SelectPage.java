package org.gibsey.api.pages;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** One page, as yet without its neighbours. */
final class SelectPage {
  private static final String CQL =
      "SELECT book_id, page_num, chapter, title, speaker, text FROM gibsey.pages"
          + " WHERE book_id = ? AND page_num = ?";

  private final Statement statement;

  SelectPage(CassandraConnection connection) {
    this.statement = new Statement(connection, CQL);
  }

  CompletionStage<@Nullable Page> execute(String bookId, int pageNum) {
    return statement.first(SelectPage::page, bookId, pageNum);
  }

  private static Page page(Row row) {
    return new Page(
        Objects.requireNonNull(row.getString("book_id")),
        row.getInt("page_num"),
        row.getString("chapter"),
        row.getString("title"),
        row.getString("speaker"),
        row.getString("text"),
        null,
        null);
  }
}
