package org.gibsey.verification.faults;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.gibsey.text.TextHash;

/** Reads from Cassandra what must be found, and what the job wrote there. */
final class CassandraSide {
  private static final List<String> COLUMNS = List.of("text", "title", "chapter", "speaker");
  private static final List<String> FIELDS = List.of("chapter", "title", "speaker");

  private final CqlSession session;

  CassandraSide(CqlSession session) {
    this.session = session;
  }

  /** Rows with a text, and the ends of their texts. */
  void readPages(Collection<String> books, BiConsumer<PageRow, Integer> each) {
    for (String book : books) {
      for (Row row :
          session.execute(
              SimpleStatement.newInstance(
                  "SELECT page_num, text, title, chapter, speaker, writetime(text) AS text_time,"
                      + " writetime(title) AS title_time, writetime(chapter) AS chapter_time,"
                      + " writetime(speaker) AS speaker_time FROM pages WHERE book_id = ?",
                  book))) {
        String text = row.getString("text");
        if (text != null && !text.isBlank()) {
          each.accept(page(book, row, text), text.stripTrailing().length());
        }
      }
    }
  }

  private static PageRow page(String book, Row row, String text) {
    long newest =
        COLUMNS.stream()
            .filter(column -> !row.isNull(column + "_time"))
            .mapToLong(column -> row.getLong(column + "_time"))
            .max()
            .orElseThrow();
    Map<String, String> fields = new HashMap<>();
    for (String field : FIELDS) {
      String value = row.getString(field);
      if (value != null) {
        fields.put(field, value);
      }
    }
    return new PageRow(
        new PageKey(book, row.getInt("page_num")),
        newest,
        TextHash.of(row.getString("title"), text),
        Map.copyOf(fields));
  }

  /** The table of vectors. */
  List<PassageRow> passages(Collection<String> books) {
    List<PassageRow> passages = new ArrayList<>();
    for (String book : books) {
      for (Row row :
          session.execute(
              SimpleStatement.newInstance(
                  "SELECT page_num, passage, end_offset, text_hash FROM page_embeddings"
                      + " WHERE book_id = ?",
                  book))) {
        passages.add(
            new PassageRow(
                new PageKey(book, row.getInt("page_num")),
                row.getInt("passage"),
                row.getInt("end_offset"),
                String.valueOf(row.getString("text_hash"))));
      }
    }
    return passages;
  }

  /** Both, with what the index holds. */
  Snapshot with(Collection<String> books, List<PageRow> indexed) {
    Map<PageKey, PageRow> pages = new TreeMap<>();
    Map<PageKey, Integer> ends = new HashMap<>();
    readPages(
        books,
        (page, end) -> {
          pages.put(page.key(), page);
          ends.put(page.key(), end);
        });
    return new Snapshot(pages, ends, indexed, passages(books));
  }
}
