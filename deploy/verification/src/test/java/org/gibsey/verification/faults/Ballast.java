package org.gibsey.verification.faults;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gibsey.verification.Eventually.Condition;

/**
 * Large writes that fill commit log segments without work for the model: all of them are older than
 * a deletion of their partition, so not one of them may ever be found.
 */
final class Ballast {
  private static final int CHARACTERS = 100_000;
  private static final int PAGES = 20;

  private final CqlSession session;
  private final String book;
  private final long deletedAtMicros;
  private final String chapter = "ballast ".repeat(CHARACTERS / 8);
  private int written;

  /** Deletes the partition of that book; whatever is added to it later is older. */
  Ballast(CqlSession session, String book, long nowMicros) {
    this.session = session;
    this.book = book;
    this.deletedAtMicros = nowMicros;
    session.execute(
        SimpleStatement.newInstance(
            "DELETE FROM pages USING TIMESTAMP ? WHERE book_id = ?", deletedAtMicros, book));
  }

  /** Writes on until the condition holds. */
  void addUntil(String claim, Duration atMost, Condition condition) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + atMost + ": " + claim);
      }
      add();
    }
  }

  String book() {
    return book;
  }

  /** The rows that it wrote and that nobody may find. */
  Set<PageKey> keys() {
    return IntStream.range(0, Math.min(written, PAGES))
        .mapToObj(page -> new PageKey(book, page))
        .collect(Collectors.toSet());
  }

  int written() {
    return written;
  }

  private void add() {
    try {
      session.execute(
          SimpleStatement.newInstance(
              "INSERT INTO pages (book_id, page_num, text, chapter)"
                  + " VALUES (?, ?, 'Sunk before it was written.', ?) USING TIMESTAMP ?",
              book,
              written % PAGES,
              chapter,
              deletedAtMicros - 1 - written));
      written++;
    } catch (QueryValidationException wrong) {
      throw wrong;
    } catch (DriverException refused) {
      // The caller's condition says what a refusal means.
    }
  }
}
