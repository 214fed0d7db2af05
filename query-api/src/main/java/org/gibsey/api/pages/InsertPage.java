package org.gibsey.api.pages;

import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Replaces a page: every column is written, those without a value as deleted. */
final class InsertPage {
  private static final String CQL =
      "INSERT INTO gibsey.pages (book_id, page_num, chapter, title, speaker, text)"
          + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";

  private final Statement statement;

  InsertPage(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, CQL);
  }

  CompletionStage<?> execute(
      String bookId, int pageNum, PageContent content, long writeTimeMicros) {
    return statement.execute(
        bookId,
        pageNum,
        content.chapter(),
        content.title(),
        content.speaker(),
        content.text(),
        writeTimeMicros);
  }
}
