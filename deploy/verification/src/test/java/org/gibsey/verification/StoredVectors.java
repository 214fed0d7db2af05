package org.gibsey.verification;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads {@code page_embeddings} and {@code embedding_cache}, which the job writes. */
final class StoredVectors {
  private final CqlSession session;

  StoredVectors(CqlSession session) {
    this.session = session;
  }

  /** The vectors of a page by the number of their passage. */
  Map<Integer, Object> passages(String book, int page) {
    Map<Integer, Object> vectors = new TreeMap<>();
    for (Row row :
        session.execute(
            SimpleStatement.newInstance(
                "SELECT passage, embedding FROM page_embeddings"
                    + " WHERE book_id = ? AND page_num = ?",
                book,
                page))) {
      vectors.put(row.getInt("passage"), Objects.requireNonNull(row.getObject("embedding")));
    }
    return vectors;
  }

  /** Where the last passage of a page with that text ends; 0 when there is none. */
  int end(String book, int page, String hash) {
    return session
        .execute(
            SimpleStatement.newInstance(
                "SELECT end_offset, text_hash FROM page_embeddings"
                    + " WHERE book_id = ? AND page_num = ?",
                book,
                page))
        .all()
        .stream()
        .filter(row -> hash.equals(row.getString("text_hash")))
        .mapToInt(row -> row.getInt("end_offset"))
        .max()
        .orElse(0);
  }

  /** All vectors of all pages by page, passage and hash of the text. */
  Map<String, Object> all() {
    Map<String, Object> vectors = new TreeMap<>();
    for (Row row :
        session.execute(
            "SELECT book_id, page_num, passage, text_hash, embedding FROM page_embeddings")) {
      vectors.put(
          "%s/%d/%d/%s"
              .formatted(
                  row.getString("book_id"),
                  row.getInt("page_num"),
                  row.getInt("passage"),
                  row.getString("text_hash")),
          Objects.requireNonNull(row.getObject("embedding")));
    }
    return vectors;
  }

  /** The cache's entry of a text. */
  Row entry(String hash) {
    return session
        .execute(
            SimpleStatement.newInstance(
                "SELECT model, chunking, vectors FROM embedding_cache WHERE text_hash = ?"
                    + " ALLOW FILTERING",
                hash))
        .all()
        .get(0);
  }

  /** The vectors of an entry. */
  static ByteBuffer bytes(Row entry) {
    return Objects.requireNonNull(entry.getByteBuffer("vectors"));
  }
}
