package org.gibsey.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.change.DecodeResult.Rejected;
import org.gibsey.change.DecodeResult.SkipReason;
import org.gibsey.change.DecodeResult.Skipped;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of Debezium's connectors for PostgreSQL, MySQL and MariaDB. */
final class StandardEnvelopeTest {
  private static final SourcePosition AT = new SourcePosition("gibsey.gibsey.pages", 0, 7);
  private static final String KEY = "{\"page_num\":12,\"book_id\":\"b\"}";
  private static final String ROW_KEY = "{\"book_id\":\"b\",\"page_num\":12}";
  private static final String POSTGRES =
      "{'connector':'postgresql','db':'club','schema':'gibsey','table':'pages',"
          + "'ts_ms':1700000000123,'ts_us':1700000000123456,'lsn':24023128}";
  private static final String MYSQL =
      "{'connector':'mysql','db':'gibsey','table':'pages','ts_ms':1700000000000,"
          + "'file':'binlog.000003','pos':154,'row':0}";
  private static final String ROW =
      "{'book_id':'b','page_num':12,'text':'A gill of sea.','title':null,'chapter':'I','likes':7}";

  private final ChangeDecoder decoder = new ChangeDecoder(Collections.load(null));

  @ParameterizedTest
  @ValueSource(strings = {"c", "u", "r"})
  void makesAWholeRowOfItsImage(String op) {
    ChangeEvent event = decoded(KEY, event(op, "null", ROW, POSTGRES));

    assertThat(event.kind()).isEqualTo(ChangeKind.UPSERT);
    assertThat(event.collection()).isEqualTo("pages");
    assertThat(event.partitionKey()).isEqualTo("{\"book_id\":\"b\"}");
    assertThat(event.rowKey()).isEqualTo(ROW_KEY);
    assertThat(event.writeTime()).isEqualTo(new WriteTime(1_700_000_000_123_456L, 24_023_128));
    assertThat(event.cells())
        .containsExactly(
            cell(CellChange.ROW_MARKER, ""),
            cell("text", "A gill of sea."),
            cell("title", null),
            cell("chapter", "I"));
  }

  @Test
  void keepsALargeValueThatTheLogDoesNotRepeat() {
    String row = ROW.replace("A gill of sea.", StandardEnvelope.UNCHANGED);

    assertThat(decoded(KEY, event("u", "null", row, POSTGRES)).cells())
        .extracting(CellChange::column)
        .containsExactly(CellChange.ROW_MARKER, "title", "chapter");
  }

  @Test
  void deletesTheRowOfItsKey() {
    ChangeEvent event = decoded(KEY, event("d", "null", "null", POSTGRES));

    assertThat(event.kind()).isEqualTo(ChangeKind.DELETE_ROW);
    assertThat(event.rowKey()).isEqualTo(ROW_KEY);
    assertThat(event.cells()).isEmpty();
  }

  @Test
  void findsTheKeyInTheRowWhenTheRecordHasNone() {
    assertThat(decoded(null, event("c", "null", ROW, POSTGRES)).rowKey()).isEqualTo(ROW_KEY);
    assertThat(decoded(null, event("d", ROW, "null", POSTGRES)).rowKey()).isEqualTo(ROW_KEY);
    assertThat(rejected(null, event("d", "null", "null", POSTGRES)).detail())
        .contains("the record has no key, and 'before' lacks a column of [book_id]");
  }

  @Test
  void readsKeyAndValueWithTheirSchemasEachForItself() {
    String value = event("c", "null", ROW, POSTGRES);
    ChangeEvent plain = decoded(KEY, value);

    for (String key : new String[] {KEY, wrapped(KEY)}) {
      ChangeEvent event = decoded(key, wrapped(value));
      assertThat(event.rowKey()).isEqualTo(plain.rowKey());
      assertThat(event.writeTime()).isEqualTo(plain.writeTime());
      assertThat(event.cells()).isEqualTo(plain.cells());
    }
    assertThat(decode(wrapped(KEY), wrapped("null"))).isEqualTo(new Skipped(SkipReason.TOMBSTONE));
    assertThat(rejected(KEY, wrapped("[1]")).detail())
        .contains("value.payload is not a JSON object");
  }

  @Test
  void readsCassandrasEnvelopeWithItsSchema() {
    String value =
        "{'op':'u','source':{'ts_us':5,'keyspace':'gibsey','table':'pages'},"
            + "'after':{'text':{'value':'sea','set':true}}}";

    ChangeEvent event = decoded(wrapped(KEY), wrapped(value.replace('\'', '"')));

    assertThat(event.writeTime()).isEqualTo(WriteTime.ofMicros(5));
    assertThat(event.cells()).containsExactly(cell("text", "sea"));
  }

  @Test
  void ordersBinlogChangesOfOneSecondByFileAndPosition() {
    String[] inOrder = {
      MYSQL.replace("'pos':154", "'pos':4"),
      MYSQL,
      MYSQL.replace("binlog.000003", "binlog.000004").replace("'pos':154", "'pos':4"),
      MYSQL.replace("binlog.000003", "mysql-bin.1000000").replace("'pos':154", "'pos':4")
    };

    assertThat(Stream.of(inOrder).map(source -> decoded(KEY, event("u", "null", ROW, source))))
        .extracting(ChangeEvent::writeTime)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains(new WriteTime(1_700_000_000_000_000L, (3L << 32) + 154));
  }

  @Test
  void letsAChangeOfTheSameSecondBeNewerThanTheSnapshot() {
    String snapshot = MYSQL.replace("1700000000000", "1700000000800");
    String change = MYSQL.replace("'pos':154", "'pos':155");

    assertThat(decoded(KEY, event("u", "null", ROW, change)).writeTime())
        .isGreaterThan(decoded(KEY, event("r", "null", ROW, snapshot)).writeTime());
  }

  @Test
  void knowsOnlyTheTimeOfOtherDatabases() {
    String source = "{'db':'club','schema':'gibsey','table':'pages','ts_ms':3,'commit_lsn':'0:1'}";

    assertThat(decoded(KEY, event("u", "null", ROW, source)).writeTime())
        .isEqualTo(WriteTime.ofMicros(3_000));
  }

  @Test
  void refusesATruncationAndSaysWhatToDo() {
    Rejected rejected = rejected(null, event("t", "null", "null", POSTGRES));

    assertThat(rejected.reason()).isEqualTo(RejectReason.TRUNCATE);
    assertThat(rejected.detail()).contains("gibsey.pages", "delete its rows");
  }

  @Test
  void passesOverMessagesOfTheLog() {
    String source = POSTGRES.replace("'schema':'gibsey'", "'schema':''").replace("pages", "");

    assertThat(decode(null, event("m", "null", "null", source)))
        .isEqualTo(new Skipped(SkipReason.LOG_MESSAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'pages'|'letters'|UNKNOWN_TABLE|no collection reads the table gibsey.letters",
        "'schema':'gibsey'|'schema':'public'|UNKNOWN_TABLE|public.pages",
        "'op':'u'|'op':'x'|MALFORMED_EVENT|op is not one of c, u, d, r, t, m",
        "'after':{|'afterwards':{|MALFORMED_EVENT|'after' is not a JSON object",
        "'ts_us':1700000000123456|'ts_us':'x'|DECODED|",
        "'ts_ms':1700000000123,'ts_us':1700000000123456|'ts':1|MALFORMED_EVENT|'ts_ms' is not",
      },
      quoteCharacter = '`')
  void rejectsWhatItCannotApply(String from, String to, String reason, @Nullable String detail) {
    DecodeResult result =
        decode(
            KEY,
            event("u", "null", ROW, POSTGRES)
                .replace(from.replace('\'', '"'), to.replace('\'', '"')));

    if (reason.equals("DECODED")) {
      assertThat(result).isInstanceOf(Decoded.class);
    } else {
      Rejected rejected = (Rejected) result;
      assertThat(rejected.reason()).isEqualTo(RejectReason.valueOf(reason));
      assertThat(rejected.detail()).contains(String.valueOf(detail));
    }
  }

  private static CellChange cell(String column, @Nullable String value) {
    return new CellChange(column, value, CellChange.NEVER);
  }

  private static String event(String op, String before, String after, String source) {
    return "{'op':'%s','before':%s,'after':%s,'source':%s,'ts_ms':1}"
        .formatted(op, before, after, source)
        .replace('\'', '"');
  }

  private static String wrapped(String payload) {
    return "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":" + payload + "}";
  }

  private ChangeEvent decoded(@Nullable String key, String value) {
    DecodeResult result = decode(key, value);
    assertThat(result).isInstanceOf(Decoded.class);
    return ((Decoded) result).event();
  }

  private Rejected rejected(@Nullable String key, String value) {
    DecodeResult result = decode(key, value);
    assertThat(result).isInstanceOf(Rejected.class);
    return (Rejected) result;
  }

  private DecodeResult decode(@Nullable String key, String value) {
    return decoder.decode(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), AT);
  }
}
