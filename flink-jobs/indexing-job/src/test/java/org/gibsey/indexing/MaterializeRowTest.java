package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gibsey.indexing.Events.cell;
import static org.gibsey.indexing.Events.deletePartition;
import static org.gibsey.indexing.Events.deleteRange;
import static org.gibsey.indexing.Events.deleteRow;
import static org.gibsey.indexing.Events.rowKey;
import static org.gibsey.indexing.Events.upsert;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.Collections;
import org.gibsey.row.FieldValue;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MaterializeRowTest {
  private static final Duration TOMBSTONE_TTL = Duration.ofHours(1);

  private KeyedOneInputStreamOperatorTestHarness<String, ChangeEvent, RowVersion> operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void continuesFromASnapshot() throws Exception {
    process(upsert(1, 10, cell("text", "sea"), cell("title", "T")));
    restore();

    process(upsert(1, 11, cell("title", "U")));

    RowVersion version = onlyVersion();
    assertThat(version.replaces()).isTrue();
    assertThat(version.text()).isEqualTo("sea");
    assertThat(version.title()).isEqualTo("U");
  }

  @Test
  void emitsNothingForEventsThatAReplayRepeats() throws Exception {
    process(upsert(1, 10, cell("text", "sea")));
    process(deleteRow(2, 10));
    restore();

    process(upsert(1, 10, cell("text", "sea")));
    process(deleteRow(2, 10));

    assertThat(operator.extractOutputValues()).isEmpty();
  }

  @Test
  void tellsARowAgainWhenItsEventWasReplayedOnPurpose() throws Exception {
    process(upsert(1, 10, cell("text", "sea"), cell("title", "T")));
    process(upsert(1, 11, cell("title", "U")));
    restore();

    process(upsert(1, 10, cell("text", "sea"), cell("title", "T")).again());

    RowVersion version = onlyVersion();
    assertThat(version.title()).isEqualTo("U");
    assertThat(version.text()).isEqualTo("sea");
    assertThat(version.replaces()).isTrue();
    assertThat(version.versionTimeMicros()).isGreaterThan(11);
    assertThat(version.writeTimeMicros()).isEqualTo(11);
  }

  @Test
  void tellsNothingOfADeletedRowWhoseEventWasReplayed() throws Exception {
    process(upsert(1, 10, cell("text", "sea")));
    process(deleteRow(1, 11));
    restore();

    process(upsert(1, 10, cell("text", "sea")).again());

    assertThat(operator.extractOutputValues()).isEmpty();
  }

  @Test
  void reachesEveryRowOfADeletedPartitionAndLaterOldWrites() throws Exception {
    process(upsert(1, 10, cell("text", "one")));
    process(upsert(2, 10, cell("text", "two")));
    process(upsert(3, 30, cell("text", "three")));
    restore();

    process(deletePartition(20));
    process(upsert(4, 15, cell("text", "late")));

    assertThat(operator.extractOutputValues())
        .allSatisfy(version -> assertThat(version.searchable()).isFalse())
        .extracting(RowVersion::rowKey)
        .containsExactlyInAnyOrder(rowKey(1), rowKey(2), rowKey(4));
  }

  @Test
  void reachesTheRowsOfADeletedRangeAndTheirLaterOldWrites() throws Exception {
    process(upsert(1, 10, cell("text", "one")));
    process(upsert(3, 10, cell("text", "three")));
    process(upsert(4, 30, cell("text", "four, written after the delete")));
    process(upsert(10, 10, cell("text", "ten")));
    restore();

    process(deleteRange(2, 5, 20));
    process(deleteRange(2, 5, 20));
    process(upsert(2, 15, cell("text", "late")));
    process(upsert(10, 25, cell("text", "ten again")));

    assertThat(operator.extractOutputValues())
        .extracting(RowVersion::rowKey, RowVersion::searchable)
        .containsExactly(tuple(rowKey(3), false), tuple(rowKey(2), false), tuple(rowKey(10), true));
  }

  @Test
  void keepsDeletedRangesOverARestore() throws Exception {
    process(deleteRange(2, 5, 20));
    restore();

    process(upsert(5, 19, cell("text", "late")));
    process(upsert(5, 21, cell("text", "new")));

    assertThat(operator.extractOutputValues())
        .extracting(RowVersion::searchable, RowVersion::text)
        .containsExactly(tuple(false, null), tuple(true, "new"));
  }

  @Test
  void dropsACellWhenItsTimeToLiveIsOverEvenAfterARestore() throws Exception {
    operator.setProcessingTime(1_000);
    process(upsert(1, 10, cell("text", "sea"), new CellChange("speaker", "Edda", 5_000_100)));
    restore();
    operator.setProcessingTime(5_000);
    assertThat(operator.extractOutputValues()).isEmpty();

    operator.setProcessingTime(5_001);

    RowVersion version = onlyVersion();
    assertThat(version.searchable()).isTrue();
    assertThat(version.fields()).isEmpty();
    assertThat(version.versionTimeMicros()).isEqualTo(5_000_100);
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void waitsForEachOfSeveralTimesToLive() throws Exception {
    operator.setProcessingTime(1_000);
    process(
        upsert(
            1,
            10,
            new CellChange("text", "sea", 9_000_000),
            new CellChange("speaker", "Edda", 5_000_000)));

    operator.setProcessingTime(5_000);
    operator.setProcessingTime(9_000);

    assertThat(operator.extractOutputValues())
        .extracting(RowVersion::searchable)
        .containsExactly(true, true, false);
  }

  @Test
  void sendsARowWithoutTextToDeadLettersOncePerVersion() throws Exception {
    ChangeEvent event = upsert(1, 10, cell(CellChange.ROW_MARKER, ""), cell("title", "T"));
    process(event);
    process(event);

    assertThat(letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(DeadLetterReason.NO_TEXT);
              assertThat(letter.rowKey()).isEqualTo(rowKey(1));
              assertThat(letter.source()).isEqualTo(event.source());
            });
    assertThat(onlyVersion().searchable()).isFalse();
  }

  @Test
  void sendsARowWithTooLongATextToDeadLettersAndOutOfTheIndex() throws Exception {
    process(upsert(1, 10, cell("text", "sea")));
    process(upsert(1, 11, cell("text", "x".repeat(1_000_000))));

    assertThat(letters())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetterReason.TEXT_TOO_LONG);
    assertThat(operator.extractOutputValues())
        .extracting(RowVersion::searchable)
        .containsExactly(true, false);
  }

  @Test
  void forgetsADeletedRowAfterTheTimeToLiveOfTombstones() throws Exception {
    process(upsert(1, 10, cell("text", "sea")));
    process(deleteRow(1, 20));
    restore();

    operator.setStateTtlProcessingTime(TOMBSTONE_TTL.toMillis() - 1);
    process(upsert(1, 15, cell("text", "late")));
    assertThat(operator.extractOutputValues()).isEmpty();

    operator.setStateTtlProcessingTime(TOMBSTONE_TTL.toMillis());
    process(upsert(1, 15, cell("text", "too late")));
    assertThat(onlyVersion().text()).isEqualTo("too late");
  }

  @Test
  void forgetsDeletedPartitionsAndRangesAfterTheTimeToLiveOfTombstones() throws Exception {
    process(deletePartition(20));
    process(deleteRange(1, 2, 30));

    operator.setStateTtlProcessingTime(TOMBSTONE_TTL.toMillis());
    process(upsert(1, 15, cell("text", "one")));
    process(upsert(3, 15, cell("text", "three")));

    assertThat(operator.extractOutputValues()).hasSize(2);
  }

  @Test
  void keepsARowWithLifeForGoodWithItsOwnDeletions() throws Exception {
    process(deleteRow(1, 5));
    process(upsert(1, 10, cell("text", "sea"), cell("title", null)));
    operator.extractOutputValues().clear();
    operator.setStateTtlProcessingTime(10 * TOMBSTONE_TTL.toMillis());
    restore();

    process(upsert(1, 4, cell("speaker", "deleted")));
    process(upsert(1, 9, cell("title", "deleted as well")));
    process(upsert(1, 11, cell("title", "T")));

    assertThat(onlyVersion().text()).isEqualTo("sea");
    assertThat(onlyVersion().fields()).containsExactly(new FieldValue("title", "T"));
  }

  @Test
  void letsVersionsRiseOverADeletionAndAnInsert() throws Exception {
    process(upsert(1, 20, cell("title", "T")));
    process(upsert(1, 10, cell("text", "sea")));
    process(deleteRow(1, 20));
    restore();

    process(upsert(1, 21, cell("text", "salt")));

    assertThat(onlyVersion().replaces()).isTrue();
    assertThat(onlyVersion().writeTimeMicros()).isEqualTo(21);
    assertThat(onlyVersion().versionTimeMicros()).isEqualTo(23);
  }

  @Test
  void doesNotMissARowThatIsForgottenBeforeItsTimeToLiveEnds() throws Exception {
    process(upsert(1, 10, new CellChange("text", "sea", 9_000_000)));
    process(deleteRow(1, 20));
    operator.setStateTtlProcessingTime(TOMBSTONE_TTL.toMillis());

    operator.setProcessingTime(9_000);

    assertThat(operator.extractOutputValues()).hasSize(2);
  }

  private void process(ChangeEvent event) throws Exception {
    operator.processElement(event, 0);
  }

  private RowVersion onlyVersion() {
    List<RowVersion> versions = operator.extractOutputValues();
    assertThat(versions).hasSize(1);
    return versions.get(0);
  }

  private List<DeadLetter> letters() {
    @Nullable Queue<StreamRecord<DeadLetter>> letters = operator.getSideOutput(DeadLetters.TAG);
    return Objects.requireNonNull(letters).stream().map(StreamRecord::getValue).toList();
  }

  private void restore() throws Exception {
    long now = operator.getProcessingTime();
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    operator = harness(snapshot);
    operator.setProcessingTime(now);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ChangeEvent, RowVersion> harness(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, ChangeEvent, RowVersion> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new MaterializeRow(Collections.load(null), TOMBSTONE_TTL)),
            MaterializeRow::keyOf,
            Types.STRING);
    harness.getExecutionConfig().disableGenericTypes();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
