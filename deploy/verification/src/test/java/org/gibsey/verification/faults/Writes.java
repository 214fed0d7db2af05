package org.gibsey.verification.faults;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A random sequence of whatever a writer can do to the rows of a few books. One seed gives one
 * sequence; only explicit write times also depend on the clock.
 */
final class Writes {
  private static final int PAGES = 40;
  private static final List<String> COLUMNS = List.of("text", "title", "chapter", "speaker");
  private static final List<String> BOUNDS =
      List.of(
          "page_num > %d AND page_num < %d",
          "page_num >= %d AND page_num <= %d",
          "page_num >= %d AND page_num < %d",
          "page_num > %d AND page_num <= %d");
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Random random;
  private final Prose prose;
  private final List<String> books;
  private final LongSupplier nowMicros;
  private final Deque<Write> next = new ArrayDeque<>();
  private long lastExplicitTime;

  Writes(long seed, List<String> books, LongSupplier nowMicros) {
    this.random = new Random(seed);
    this.prose = new Prose(random);
    this.books = List.copyOf(books);
    this.nowMicros = nowMicros;
    this.lastExplicitTime = nowMicros.getAsLong();
  }

  Write next() {
    if (next.isEmpty()) {
      add();
    }
    return next.remove();
  }

  private void add() {
    PageKey key = new PageKey(books.get(random.nextInt(books.size())), 1 + random.nextInt(PAGES));
    int share = random.nextInt(100);
    if (share < 24) {
      one("insert", key, insert(key, ""));
    } else if (share < 50) {
      one("update", key, update(key, ""));
    } else if (share < 58) {
      one("delete a column", key, deleteColumn(key));
    } else if (share < 65) {
      one("delete a row", key, deleteRow(key, ""));
    } else if (share < 70) {
      deleteRange(key);
    } else if (share < 71) {
      many("delete a partition", "DELETE FROM pages WHERE book_id = ?", key.book());
    } else if (share < 78) {
      String ttl = " USING TTL " + (2 + random.nextInt(4));
      one("expire", key, random.nextBoolean() ? insert(key, ttl) : update(key, ttl));
    } else if (share < 83) {
      one("delete and insert", key, deleteRow(key, ""));
      one("delete and insert", key, insert(key, ""));
    } else if (share < 91) {
      batch(key);
    } else {
      outOfOrder(key);
    }
  }

  private void deleteRange(PageKey key) {
    int from = key.page();
    String range =
        switch (random.nextInt(4)) {
          case 0 -> "page_num >= " + (PAGES - random.nextInt(8));
          case 1 -> "page_num < " + (1 + random.nextInt(8));
          default ->
              BOUNDS.get(random.nextInt(BOUNDS.size())).formatted(from, from + random.nextInt(8));
        };
    many("delete a range", "DELETE FROM pages WHERE book_id = ? AND " + range, key.book());
  }

  private void batch(PageKey first) {
    BatchStatementBuilder batch =
        BatchStatement.builder(random.nextBoolean() ? BatchType.LOGGED : BatchType.UNLOGGED);
    Set<PageKey> keys = new HashSet<>();
    boolean ownTimes = random.nextInt(3) == 0;
    int rows = 2 + random.nextInt(4);
    for (int i = 0; i < rows; i++) {
      PageKey key = new PageKey(first.book(), 1 + (first.page() + 3 * i) % PAGES);
      keys.add(key);
      String using = ownTimes ? timeOfTheLastSecond() : "";
      batch.addStatement(
          switch (random.nextInt(4)) {
            case 0 -> deleteRow(key, using);
            case 1 -> update(key, using);
            default -> insert(key, using);
          });
    }
    if (ownTimes) {
      // Two ranges that touch, under which some of the rows above lie.
      batch.addStatement(deleteFrom(first.book(), first.page(), first.page() + 3));
      batch.addStatement(deleteFrom(first.book(), first.page() + 3, first.page() + 7));
    }
    next.add(new Write("batch", keys, batch.build()));
  }

  private String timeOfTheLastSecond() {
    return " USING TIMESTAMP "
        + (nowMicros.getAsLong() - (long) (random.nextDouble() * MICROS_PER_SECOND));
  }

  private SimpleStatement deleteFrom(String book, int from, int to) {
    return SimpleStatement.newInstance(
        "DELETE FROM pages"
            + timeOfTheLastSecond()
            + " WHERE book_id = ? AND page_num >= ? AND page_num < ?",
        book,
        from,
        to);
  }

  /** With a write time up to three seconds late, a little early, or the one used last. */
  private void outOfOrder(PageKey key) {
    if (random.nextInt(5) > 0) {
      lastExplicitTime =
          nowMicros.getAsLong()
              - 3 * MICROS_PER_SECOND
              + (long) (random.nextDouble() * 4 * MICROS_PER_SECOND);
    }
    String using = " USING TIMESTAMP " + lastExplicitTime;
    one(
        "out of order",
        key,
        switch (random.nextInt(3)) {
          case 0 -> deleteRow(key, using);
          case 1 -> update(key, using);
          default -> insert(key, using);
        });
  }

  private SimpleStatement insert(PageKey key, String using) {
    boolean whole = random.nextInt(3) > 0;
    return whole
        ? SimpleStatement.newInstance(
            "INSERT INTO pages (book_id, page_num, text, title, chapter, speaker)"
                + " VALUES (?, ?, ?, ?, ?, ?)"
                + using,
            key.book(),
            key.page(),
            prose.text(),
            prose.name(),
            prose.name(),
            prose.name())
        : SimpleStatement.newInstance(
            "INSERT INTO pages (book_id, page_num, text) VALUES (?, ?, ?)" + using,
            key.book(),
            key.page(),
            prose.text());
  }

  private SimpleStatement update(PageKey key, String using) {
    String column = column();
    return SimpleStatement.newInstance(
        "UPDATE pages" + using + " SET " + column + " = ? WHERE book_id = ? AND page_num = ?",
        column.equals("text") ? prose.text() : prose.name(),
        key.book(),
        key.page());
  }

  private SimpleStatement deleteColumn(PageKey key) {
    return SimpleStatement.newInstance(
        "DELETE " + column() + " FROM pages WHERE book_id = ? AND page_num = ?",
        key.book(),
        key.page());
  }

  private static SimpleStatement deleteRow(PageKey key, String using) {
    return SimpleStatement.newInstance(
        "DELETE FROM pages" + using + " WHERE book_id = ? AND page_num = ?",
        key.book(),
        key.page());
  }

  private String column() {
    return COLUMNS.get(random.nextInt(COLUMNS.size()));
  }

  private void one(String kind, PageKey key, SimpleStatement statement) {
    next.add(new Write(kind, Set.of(key), statement));
  }

  private void many(String kind, String statement, String book) {
    next.add(new Write(kind, Set.of(), SimpleStatement.newInstance(statement, book)));
  }
}
