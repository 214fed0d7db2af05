package org.gibsey.indexing.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.change.BoundValue;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.ClusteringOrder;
import org.gibsey.change.ClusteringRange;
import org.gibsey.change.RangeBound;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.jspecify.annotations.Nullable;

/** Events of all kinds over a few pages of a few books, with many equal write times. */
final class RandomEvents {
  static final List<String> COLUMNS = List.of("text", "chapter", "title", "speaker");
  static final int PAGES = 4;

  private static final List<String> BOOKS = List.of("a", "b", "c");
  private static final int MOST_EVENTS = 24;
  private static final int LATEST_EXPIRY_MICROS = 300_000;

  private final Random random;

  RandomEvents(Random random) {
    this.random = random;
  }

  static String rowKey(String book, int page) {
    return "{\"book_id\":\"%s\",\"page_num\":%d}".formatted(book, page);
  }

  static String partitionKey(String book) {
    return "{\"book_id\":\"%s\"}".formatted(book);
  }

  /** All keys that events may have. */
  static List<String> rowKeys() {
    List<String> keys = new ArrayList<>();
    for (String book : BOOKS) {
      for (int page = 0; page < PAGES; page++) {
        keys.add(rowKey(book, page));
      }
    }
    return keys;
  }

  /** A history: what was written, once each. */
  List<ChangeEvent> history() {
    List<ChangeEvent> events = new ArrayList<>();
    int books = 1 + random.nextInt(BOOKS.size());
    for (int i = random.nextInt(MOST_EVENTS + 1); i > 0; i--) {
      events.add(event(BOOKS.get(random.nextInt(books)), i));
    }
    return events;
  }

  private ChangeEvent event(String book, int number) {
    int page = random.nextInt(PAGES);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> upsert(book, page, number, insert());
      case 3, 4, 5 -> upsert(book, page, number, update());
      case 6 -> upsert(book, page, number, deletedColumn());
      case 7, 8 -> upsert(book, page, number, fullRow());
      case 9 -> event(book, rowKey(book, page), ChangeKind.DELETE_ROW, number, null);
      case 10 -> event(book, null, ChangeKind.DELETE_RANGE, number, range());
      default -> event(book, null, ChangeKind.DELETE_PARTITION, number, null);
    };
  }

  private ChangeEvent upsert(String book, int page, int number, List<CellChange> cells) {
    return event(
        book,
        rowKey(book, page),
        ChangeKind.UPSERT,
        number,
        null,
        cells.toArray(CellChange[]::new));
  }

  private ChangeEvent event(
      String book,
      @Nullable String rowKey,
      ChangeKind kind,
      int number,
      @Nullable ClusteringRange range,
      CellChange... cells) {
    // Cassandra's have no sequence; those of other databases share their times much more.
    WriteTime time =
        random.nextInt(3) == 0
            ? new WriteTime(1 + random.nextInt(4), 1 + random.nextInt(6))
            : WriteTime.ofMicros(1 + random.nextInt(12));
    return new ChangeEvent(
        "pages",
        partitionKey(book),
        rowKey,
        kind,
        time,
        cells,
        range,
        new SourcePosition("t", 0, number));
  }

  /** INSERT, perhaps USING TTL. */
  private List<CellChange> insert() {
    long expiry = expiry();
    List<CellChange> cells = new ArrayList<>();
    cells.add(new CellChange(CellChange.ROW_MARKER, "", expiry));
    for (String column : COLUMNS) {
      if (random.nextInt(4) > 0) {
        cells.add(new CellChange(column, value(), expiry));
      }
    }
    return cells;
  }

  /** UPDATE of some columns, each perhaps deleted or with a time to live of its own. */
  private List<CellChange> update() {
    List<CellChange> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      if (random.nextBoolean()) {
        cells.add(
            random.nextInt(4) == 0
                ? new CellChange(column, null, CellChange.NEVER)
                : new CellChange(column, value(), expiry()));
      }
    }
    return cells;
  }

  private List<CellChange> deletedColumn() {
    String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    return List.of(new CellChange(column, null, CellChange.NEVER));
  }

  /** A row as the standard envelope has it: every column, and the marker. */
  private List<CellChange> fullRow() {
    List<CellChange> cells = new ArrayList<>();
    cells.add(new CellChange(CellChange.ROW_MARKER, "", CellChange.NEVER));
    for (String column : COLUMNS) {
      cells.add(new CellChange(column, random.nextInt(3) == 0 ? null : value(), CellChange.NEVER));
    }
    return cells;
  }

  private String value() {
    return random.nextInt(10) == 0 ? " " : "v" + random.nextInt(3);
  }

  private long expiry() {
    return random.nextInt(4) == 0 ? 1L + random.nextInt(LATEST_EXPIRY_MICROS) : CellChange.NEVER;
  }

  private ClusteringRange range() {
    return new ClusteringRange(bound(), bound());
  }

  /** Of an empty range the start lies behind the end. */
  private RangeBound bound() {
    BoundValue[] values =
        random.nextInt(4) == 0
            ? new BoundValue[0]
            : new BoundValue[] {
              new BoundValue(
                  "page_num", String.valueOf(random.nextInt(PAGES)), ClusteringOrder.NUMBER, false)
            };
    return new RangeBound(values, random.nextBoolean());
  }
}
