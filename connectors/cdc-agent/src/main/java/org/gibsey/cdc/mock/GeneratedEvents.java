package org.gibsey.cdc.mock;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes each event from the seed and its number alone, so that a sequence of any length needs no
 * memory and can be taken up anywhere.
 *
 * <p>Event {@code n} is written {@code n} milliseconds after the first. No two changes share a
 * write time, and a copy is equal to its original to the byte.
 */
final class GeneratedEvents implements EventSequence {
  /** How far behind a late copy may be, in events. */
  static final int LATEST = 200;

  private static final long STEP_MICROS = 1_000;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long TEN_YEARS_MICROS = 3_652L * 24 * HOUR_MICROS;
  private static final int LONGEST_RANGE = 5;

  /** A copy whose original is further away, because most events are copies, is an insert. */
  private static final int FARTHEST = 1_000;

  private final MockOptions options;

  GeneratedEvents(MockOptions options) {
    this.options = options;
  }

  @Override
  public MockEvent at(long number) {
    Random random = random(number);
    Kind kind = kind(random);
    return switch (kind) {
      case DUPLICATE -> copy(number, number - 1);
      case LATE -> copy(number, number - 2 - random.nextInt(LATEST - 1));
      default -> make(kind, number, random);
    };
  }

  @Override
  public void close() {}

  private MockEvent copy(long number, long from) {
    for (long original = from; original >= Math.max(0, from - FARTHEST); original--) {
      Random random = random(original);
      Kind kind = kind(random);
      if (kind.original()) {
        return make(kind, original, random);
      }
    }
    return make(Kind.INSERT, number, random(number));
  }

  /** Java specifies this generator to the bit, unlike the newer ones. */
  private Random random(long number) {
    long mixed = options.seed() * 0x9E3779B97F4A7C15L + number;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }

  private Kind kind(Random random) {
    int percent = random.nextInt(100);
    for (Kind kind : Kind.values()) {
      percent -= options.percents().getOrDefault(kind, 0);
      if (percent < 0) {
        return kind;
      }
    }
    return Kind.INSERT;
  }

  private MockEvent make(Kind kind, long number, Random random) {
    long writeTime = options.firstWriteTime() + number * STEP_MICROS;
    Envelope envelope = new Envelope(options, number, writeTime);
    String book = options.bookPrefix() + (1 + random.nextInt(options.books()));
    int page = 1 + random.nextInt(options.pages());
    Map<String, @Nullable Object> row = Envelope.key(book, page);
    BookTalk talk = new BookTalk(random);
    return switch (kind) {
      case INSERT, DUPLICATE, LATE -> envelope.upsert("i", row, page(talk, page, null));
      case TTL ->
          envelope.upsert("i", row, page(talk, page, writeTime + timeToLive(random.nextBoolean())));
      case UPDATE -> envelope.upsert("u", row, some(talk, random));
      case COLUMN_DELETE -> {
        Map<String, @Nullable Object> deleted = new LinkedHashMap<>();
        deleted.put(anyColumn(random), Envelope.cell(null, null));
        yield envelope.upsert("u", row, deleted);
      }
      case ROW_DELETE -> envelope.delete(row);
      case PARTITION_DELETE -> envelope.delete(Envelope.key(book, null));
      case RANGE_DELETE ->
          envelope.deleteRange(book, page, page + 1 + random.nextInt(LONGEST_RANGE));
      case POISON -> new Poison(envelope, row, random).event();
    };
  }

  private static long timeToLive(boolean isShort) {
    return isShort ? HOUR_MICROS : TEN_YEARS_MICROS;
  }

  private static Map<String, @Nullable Object> page(
      BookTalk talk, int page, @Nullable Long expiry) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    cells.put("chapter", Envelope.cell("Chapter " + (1 + page / 10), expiry));
    cells.put("speaker", Envelope.cell(talk.speaker(), expiry));
    cells.put("text", Envelope.cell(talk.text(), expiry));
    cells.put("title", Envelope.cell(talk.title(), expiry));
    return cells;
  }

  /** One or two new values. */
  private static Map<String, @Nullable Object> some(BookTalk talk, Random random) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      String column = anyColumn(random);
      String value =
          switch (column) {
            case "text" -> talk.text();
            case "title" -> talk.title();
            case "speaker" -> talk.speaker();
            default -> "Chapter " + (1 + random.nextInt(20));
          };
      cells.put(column, Envelope.cell(value, null));
    }
    return cells;
  }

  private static String anyColumn(Random random) {
    return Envelope.COLUMNS.get(random.nextInt(Envelope.COLUMNS.size()));
  }
}
