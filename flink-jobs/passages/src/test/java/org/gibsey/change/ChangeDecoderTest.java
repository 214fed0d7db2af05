package org.gibsey.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
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

final class ChangeDecoderTest {
  private static final String PARTITION = "{\"book_id\":\"the-salt-clock\",\"page_num\":null}";

  private static final SourcePosition AT = new SourcePosition("gibsey.gibsey.pages", 3, 41);
  private static final String KEY = "{ \"page_num\": 12, \"book_id\": \"the-salt-clock\" }";
  private static final String ROW_KEY = "{\"book_id\":\"the-salt-clock\",\"page_num\":12}";
  private static final String PARTITION_KEY = "{\"book_id\":\"the-salt-clock\"}";

  private final ChangeDecoder decoder = new ChangeDecoder(Collections.load(null));

  @Test
  void decodesAnInsertWithItsMarkerAndOnlyTheColumnsOfTheCollection() {
    ChangeEvent event =
        decoded(
            KEY,
            event(
                "i",
                "{'book_id':{'value':'the-salt-clock','deletion_ts':null,'set':true},"
                    + "'page_num':{'value':12,'deletion_ts':null,'set':true},"
                    + "'text':{'value':'A gill of sea.','deletion_ts':null,'set':true},"
                    + "'speaker':null,"
                    + "'likes':{'value':7,'deletion_ts':null,'set':true}}"));

    assertThat(event.collection()).isEqualTo("pages");
    assertThat(event.kind()).isEqualTo(ChangeKind.UPSERT);
    assertThat(event.partitionKey()).isEqualTo(PARTITION_KEY);
    assertThat(event.rowKey()).isEqualTo(ROW_KEY);
    assertThat(event.writeTime()).isEqualTo(WriteTime.ofMicros(1_700_000_000_000_001L));
    assertThat(event.source()).isEqualTo(AT);
    assertThat(event.cells())
        .containsExactly(
            new CellChange(CellChange.ROW_MARKER, "", CellChange.NEVER),
            new CellChange("text", "A gill of sea.", CellChange.NEVER));
  }

  @Test
  void decodesAPartialUpdateWithADeletedColumn() {
    ChangeEvent event =
        decoded(KEY, event("u", "{'title':{'value':null,'deletion_ts':1,'set':true},'text':null}"));

    assertThat(event.cells()).containsExactly(new CellChange("title", null, CellChange.NEVER));
  }

  @Test
  void carriesTheTimeToLiveOfCellsAndMarker() {
    ChangeEvent event =
        decoded(
            KEY,
            event(
                "i",
                "{'book_id':{'value':'the-salt-clock','deletion_ts':null,'set':true},"
                    + "'text':{'value':'x','deletion_ts':1700000060000000,'set':true}}"));

    assertThat(event.cells())
        .containsExactly(
            new CellChange(CellChange.ROW_MARKER, "", 1_700_000_060_000_000L),
            new CellChange("text", "x", 1_700_000_060_000_000L));
  }

  @Test
  void tellsTheDeleteOfARowFromTheDeleteOfAPartition() {
    ChangeEvent row = decoded(KEY, event("d", "{'text':null}"));
    ChangeEvent partition =
        decoded("{\"book_id\":\"the-salt-clock\",\"page_num\":null}", event("d", "{'text':null}"));

    assertThat(row.kind()).isEqualTo(ChangeKind.DELETE_ROW);
    assertThat(row.rowKey()).isEqualTo(ROW_KEY);
    assertThat(row.cells()).isEmpty();
    assertThat(partition.kind()).isEqualTo(ChangeKind.DELETE_PARTITION);
    assertThat(partition.rowKey()).isNull();
    assertThat(partition.partitionKey()).isEqualTo(PARTITION_KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"as it is\"|as it is",
        "\"\\ud83d\\udd70\"|🕰",
        "7|7",
        "9007199254740993|9007199254740993",
        "1.10|1.10",
        "true|true",
        "[ \"a\", 1 ]|[\"a\",1]",
        "{\"k\": [1]}|{\"k\":[1]}",
      })
  void rendersValuesOfAnyTypeAsText(String json, String text) {
    ChangeEvent event = decoded(KEY, event("u", "{'title':{'value':" + json + ",'set':true}}"));

    assertThat(event.cells()[0].value()).isEqualTo(text);
  }

  @Test
  void passesOverTombstonesAndColumnsThatNobodyReads() {
    assertThat(decoder.decode(KEY.getBytes(UTF_8), null, AT))
        .isEqualTo(new Skipped(SkipReason.TOMBSTONE));
    assertThat(decode(KEY, event("u", "{'likes':{'value':8,'set':true}}")))
        .isEqualTo(new Skipped(SkipReason.OTHER_COLUMNS));
  }

  @Test
  void rejectsATableThatNoCollectionReads() {
    Rejected rejected = rejected(KEY, event("i", "{}").replace("\"pages\"", "\"letters\""));
    assertThat(rejected.reason()).isEqualTo(RejectReason.UNKNOWN_TABLE);
    assertThat(rejected.detail()).contains("gibsey.letters");
    assertThat(rejected.rowKey()).isNotNull();
  }

  @Test
  void decodesTheDeleteOfARange() {
    ChangeEvent event = decoded(PARTITION, range("EXCL_START", "3", "INCL_END", "10", "Int32Type"));

    assertThat(event.kind()).isEqualTo(ChangeKind.DELETE_RANGE);
    assertThat(event.rowKey()).isNull();
    assertThat(event.writeTime()).isEqualTo(WriteTime.ofMicros(1_700_000_000_000_001L));
    ClusteringRange range = Objects.requireNonNull(event.range());
    assertThat(IntStream.of(2, 3, 4, 9, 10, 11).filter(page -> range.covers(row(page))))
        .containsExactly(4, 9, 10);
  }

  @Test
  void decodesARangeThatIsOpenAtItsStart() {
    String event = range("INCL_START", "", "EXCL_END", "2", "Int32Type");
    ClusteringRange range = Objects.requireNonNull(decoded(PARTITION, event).range());

    assertThat(range.covers(row(-7))).isTrue();
    assertThat(range.covers(row(2))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DecimalType", "IntegerType", "ReversedType(DurationType)"})
  void rejectsARangeWhoseOrderItDoesNotKnow(String type) {
    Rejected rejected = rejected(PARTITION, range("INCL_START", "1", "INCL_END", "2", type));

    assertThat(rejected.reason()).isEqualTo(RejectReason.RANGE_DELETE);
    assertThat(rejected.detail()).contains(type);
  }

  @Test
  void rejectsARangeOfNumbersThatEndsInNone() {
    Rejected rejected = rejected(PARTITION, range("INCL_START", "a", "INCL_END", "9", "Int32Type"));

    assertThat(rejected.reason()).isEqualTo(RejectReason.MALFORMED_EVENT);
    assertThat(rejected.detail()).contains("page_num");
  }

  @Test
  void aKeyOfAnotherTypeLiesInNoRange() {
    String event = range("INCL_START", "1", "INCL_END", "9", "Int32Type");
    ClusteringRange range = Objects.requireNonNull(decoded(PARTITION, event).range());

    assertThat(range.covers(KeyColumns.parse("{\"book_id\":\"b\",\"page_num\":\"five\"}")))
        .isFalse();
  }

  @Test
  void rejectsBytesThatAreNotUtf8() {
    byte[] value = event("i", "{'text':{'value':'~','set':true}}").getBytes(UTF_8);
    for (int i = 0; i < value.length; i++) {
      value[i] = value[i] == '~' ? (byte) 0xC3 : value[i];
    }

    DecodeResult result = decoder.decode(KEY.getBytes(UTF_8), value, AT);

    assertThat(result)
        .isEqualTo(new Rejected(RejectReason.MALFORMED_EVENT, "value is not valid UTF-8", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "NULL",
      value = {
        "NULL|EVENT|key is missing",
        "{|{}|key is not valid JSON at line 1",
        "{} {}|{}|key is not valid JSON",
        "[1]|{}|key is not a JSON object",
        "{\"book_id\":\"a\",\"book_id\":\"b\"}|{}|key is not valid JSON",
        "{}|``|value is not",
        "{}|hello|value is not valid JSON",
        "{}|{}|'source' is not a JSON object",
        "{}|{\"source\":{\"keyspace\":\"gibsey\"}}|'table' is not a string",
        "{}|EVENT|the key lacks a column of [book_id]",
        "{\"book_id\":\"a\"}|EVENT|the key lacks a column of [book_id, page_num], op is u",
        "KEY|EVENT u->x|op is not one of i, u, d, r",
        "KEY|EVENT \"ts_us\":1->\"ts_us\":\"1|not valid JSON",
        "KEY|EVENT \"ts_us\"->\"us\"|'ts_us' is not a whole number",
        "KEY|EVENT {\"text\"->[{\"text\"|not valid JSON",
        "KEY|EVENT {\"value\":\"a\"}->\"a\"|after.text is not a cell",
        "KEY|EVENT \"a\"->\"\\ud83d\"|after.text holds half a surrogate pair",
        "KEY|EVENT \"a\"->\"a\",\"deletion_ts\":-5|after.text.deletion_ts is not a positive number",
      })
  void rejectsMalformedEventsAndSaysWhatIsWrong(@Nullable String key, String value, String detail) {
    String event = event("u", "{'text':{'value':'a'}}");
    if (value.startsWith("EVENT ")) {
      String[] change = value.substring(6).split("->", 2);
      String from = change[0].equals("u") ? "\"op\":\"u\"" : change[0];
      String to = change[0].equals("u") ? "\"op\":\"x\"" : change[1];
      event = event.replace(from, to);
    } else if (!value.equals("EVENT")) {
      event = value;
    }

    Rejected rejected = rejected("KEY".equals(key) ? KEY : key, event);

    assertThat(rejected.reason()).isEqualTo(RejectReason.MALFORMED_EVENT);
    assertThat(rejected.detail()).contains(detail).doesNotContain("the-salt-clock");
  }

  private static KeyColumns row(int page) {
    return KeyColumns.parse("{\"book_id\":\"the-salt-clock\",\"page_num\":" + page + "}");
  }

  /** An empty value stands for an end that is open. */
  private static String range(String start, String from, String end, String to, String type) {
    return event(
        "r",
        "{'page_num':null,'_range_start':%s,'_range_end':%s}"
            .formatted(bound(start, from, type), bound(end, to, type)));
  }

  private static String bound(String method, String value, String type) {
    String values =
        "{'name':'page_num','value':'%s','type':'org.apache.cassandra.db.marshal.%s'}"
            .formatted(value, type);
    return "{'method':'%s_BOUND','values':[%s]}".formatted(method, value.isEmpty() ? "" : values);
  }

  private ChangeEvent decoded(String key, String value) {
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

  private static String event(String op, String after) {
    return ("{'ts_ms':1700000000123,'op':'"
            + op
            + "','source':{'version':'3','ts_us':1700000000000001,'file':'CommitLog-7-1.log',"
            + "'pos':99,'keyspace':'gibsey','table':'pages','snapshot':'false'},"
            + "'after':"
            + after
            + "}")
        .replace('\'', '"');
  }
}
