package org.gibsey.cdc.mock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What the mock connector emits and how fast.
 *
 * @param prefix first part of the topic's name
 * @param keyspace second part, and the events' {@code source.keyspace}
 * @param table third part, and the events' {@code source.table}
 * @param count number of events, tombstones not counted; 0 for no end
 * @param rate events per second at most; 0 for as many as Kafka takes
 * @param file JSON lines to emit; null for the generator
 * @param repeat how often the file is emitted; 0 for no end
 * @param seed of the generator
 * @param bookPrefix what the generated books' ids begin with
 * @param books number of books
 * @param pages pages of each book
 * @param firstWriteTime of the generated events, in microseconds since 1970
 * @param percents share of each kind in percent; inserts take what is left
 */
record MockOptions(
    String prefix,
    String keyspace,
    String table,
    long count,
    int rate,
    @Nullable Path file,
    int repeat,
    long seed,
    String bookPrefix,
    int books,
    int pages,
    long firstWriteTime,
    Map<Kind, Integer> percents) {
  static final String PERCENT = "percent.";
  private static final int MOST_PER_SECOND = 100_000;
  private static final int MOST_KEYS = 1_000_000;

  /** 14 November 2023; fixed, so that a sequence is the same on every day. */
  private static final long FIRST_WRITE_TIME = 1_700_000_000_000_000L;

  /** Year 2200; behind it a write time could pass what fits into 64 bits of nanoseconds. */
  private static final long LAST_WRITE_TIME = 7_258_118_400_000_000L;

  MockOptions {
    percents = Map.copyOf(percents);
    int sum = percents.values().stream().mapToInt(Integer::intValue).sum();
    if (sum > 100) {
      throw new ConfigException(
          "The options percent.* sum up to " + sum + " and may have 100 together; lower some");
    }
  }

  /**
   * Reads and checks options.
   *
   * @throws ConfigException if one is missing or out of its range; the message names it
   */
  static MockOptions of(Map<String, String> props) {
    AbstractConfig read = new AbstractConfig(definition(), props, false);
    Map<Kind, Integer> percents = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.INSERT) {
        percents.put(kind, read.getInt(PERCENT + kind.option()));
      }
    }
    String file = read.getString("file");
    return new MockOptions(
        read.getString("topic.prefix"),
        read.getString("keyspace"),
        read.getString("table"),
        read.getLong("count"),
        read.getInt("rate.per.second"),
        file.isEmpty() ? null : Path.of(file),
        read.getInt("file.repeat"),
        read.getLong("seed"),
        read.getString("book.prefix"),
        read.getInt("books"),
        read.getInt("pages"),
        read.getLong("first.write.time.us"),
        percents);
  }

  /** Topic of events that name none. */
  String topic() {
    return prefix + "." + keyspace + "." + table;
  }

  /** The sequence of events these options describe. */
  EventSequence events() {
    return file == null ? new GeneratedEvents(this) : new FileEvents(file, repeat);
  }

  /**
   * What the offsets of a sequence are stored under. Count and rate are not part of it: a connector
   * with a higher count goes on where it ended.
   */
  Map<String, String> partition() {
    return file == null
        ? Map.of(
            "generator",
            String.join(
                " ",
                topic(),
                "seed=" + seed,
                "books=" + bookPrefix + books + "x" + pages,
                "from=" + firstWriteTime,
                new EnumMap<>(percents).toString()))
        : Map.of("file", file.toString());
  }

  static ConfigDef definition() {
    ConfigDef options =
        new ConfigDef()
            .define(
                "topic.prefix",
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                name("[a-zA-Z0-9._-]{1,100}"),
                Importance.HIGH,
                "First part of the topic's name: <prefix>.<keyspace>.<table>")
            .define(
                "keyspace",
                ConfigDef.Type.STRING,
                "gibsey",
                identifier(),
                Importance.MEDIUM,
                "Keyspace")
            .define(
                "table", ConfigDef.Type.STRING, "pages", identifier(), Importance.MEDIUM, "Table")
            .define(
                "count",
                ConfigDef.Type.LONG,
                0L,
                Range.atLeast(0),
                Importance.HIGH,
                "Number of events, the tombstones behind deletes not counted; 0 for no end")
            .define(
                "rate.per.second",
                ConfigDef.Type.INT,
                50,
                Range.between(0, MOST_PER_SECOND),
                Importance.HIGH,
                "Events per second at most; 0 for as many as Kafka takes");
    return percents(generator(file(options)));
  }

  private static ConfigDef file(ConfigDef options) {
    return options
        .define(
            "file",
            ConfigDef.Type.STRING,
            "",
            LambdaValidator.with(
                (option, value) -> {
                  if (!value.toString().isEmpty() && !Files.isReadable(Path.of(value.toString()))) {
                    throw new ConfigException(option, value, "is no file that can be read");
                  }
                },
                () -> "a readable file, or empty"),
            Importance.HIGH,
            "JSON lines {\"key\":{},\"value\":any,\"topic\":optional} to emit instead of generated"
                + " events")
        .define(
            "file.repeat",
            ConfigDef.Type.INT,
            1,
            Range.atLeast(0),
            Importance.LOW,
            "How often the file is emitted; 0 for no end");
  }

  private static ConfigDef generator(ConfigDef options) {
    return options
        .define(
            "seed",
            ConfigDef.Type.LONG,
            1L,
            Importance.MEDIUM,
            "The same seed and options make the same events")
        .define(
            "book.prefix",
            ConfigDef.Type.STRING,
            "mock-",
            name("[a-zA-Z0-9._-]{1,100}"),
            Importance.MEDIUM,
            "What the books' ids begin with; a number follows")
        .define(
            "books", ConfigDef.Type.INT, 4, Range.between(1, MOST_KEYS), Importance.MEDIUM, "Books")
        .define(
            "pages",
            ConfigDef.Type.INT,
            50,
            Range.between(1, MOST_KEYS),
            Importance.MEDIUM,
            "Pages of each book")
        .define(
            "first.write.time.us",
            ConfigDef.Type.LONG,
            FIRST_WRITE_TIME,
            Range.between(1, LAST_WRITE_TIME),
            Importance.LOW,
            "Write time of the first event in microseconds since 1970; each has a millisecond more");
  }

  private static ConfigDef percents(ConfigDef options) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.INSERT) {
        options.define(
            PERCENT + kind.option(),
            ConfigDef.Type.INT,
            kind.percent(),
            Range.between(0, 100),
            Importance.MEDIUM,
            "Percent of the events that are " + kind.description() + "; inserts take the rest");
      }
    }
    return options;
  }

  private static ConfigDef.Validator identifier() {
    return name("[a-zA-Z][a-zA-Z0-9_]{0,47}");
  }

  private static ConfigDef.Validator name(String pattern) {
    return LambdaValidator.with(
        (option, value) -> {
          if (value == null || !value.toString().matches(pattern)) {
            throw new ConfigException(option, value, "must match " + pattern);
          }
        },
        () -> pattern);
  }
}
