package org.gibsey.api.pages;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** One page, as yet without its neighbours. */
final class SelectPage {
  private static final List<String> COLUMNS = List.of("chapter", "title", "speaker", "text");
  private static final String CQL =
      "SELECT chapter, title, speaker, text,"
          + " WRITETIME(chapter) AS chapter_at, WRITETIME(title) AS title_at,"
          + " WRITETIME(speaker) AS speaker_at, WRITETIME(text) AS text_at"
          + " FROM gibsey.pages WHERE book_id = ? AND page_num = ?";

  private final Statement statement;

  private SelectPage(Statement statement) {
    this.statement = statement;
  }

  /** From whichever replica is near. */
  static SelectPage near(CassandraConnection connection) {
    return new SelectPage(new Statement(connection, CQL));
  }

  /** From a majority: it sees every acknowledged write. */
  static SelectPage ofQuorum(CassandraConnection connection) {
    return new SelectPage(Statement.ofQuorum(connection, CQL));
  }

  CompletionStage<@Nullable StoredPage> execute(String bookId, int pageNum) {
    return statement.first(SelectPage::stored, bookId, pageNum);
  }

  private static StoredPage stored(Row row) {
    return new StoredPage(
        new PageContent(
            row.getString("chapter"),
            row.getString("title"),
            row.getString("speaker"),
            row.getString("text")),
        newest(row));
  }

  private static @Nullable Long newest(Row row) {
    return COLUMNS.stream()
        .map(column -> column + "_at")
        .filter(column -> !row.isNull(column))
        .map(column -> Objects.requireNonNull(row.get(column, Long.class)))
        .max(Long::compare)
        .orElse(null);
  }
}
