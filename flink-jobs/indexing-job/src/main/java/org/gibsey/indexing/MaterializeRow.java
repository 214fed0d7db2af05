package org.gibsey.indexing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.ClusteringRange;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.row.MaterializedRow;
import org.gibsey.row.RowCells;
import org.gibsey.row.RowMaterializer;
import org.gibsey.row.RowMerge;
import org.gibsey.row.RowVersion;

/**
 * Keeps the cells of every row and emits a new version when an event, or the end of a time to live,
 * changes one.
 *
 * <p>Keyed by {@link #keyOf}: all rows of a Cassandra partition share a key, because a delete of
 * the partition, or of a range of it, must reach them all.
 */
final class MaterializeRow extends KeyedProcessFunction<String, ChangeEvent, RowVersion> {
  private static final long serialVersionUID = 1L;

  private static final char SEPARATOR = '|';
  private static final long MICROS_PER_MILLI = 1_000;

  private final Collections collections;

  private transient Map<String, RowMaterializer> materializers;
  private transient MapState<String, RowCells> rows;
  private transient PartitionTombstones tombstones;
  private transient MapState<Long, String[]> expiringRows;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  MaterializeRow(Collections collections) {
    this.collections = collections;
  }

  /** Collection and partition key, separated by a character that no collection's name has. */
  static String keyOf(ChangeEvent event) {
    return event.collection() + SEPARATOR + event.partitionKey();
  }

  @Override
  public void open(OpenContext context) {
    materializers = new HashMap<>();
    for (CollectionDefinition definition : collections.definitions()) {
      materializers.put(definition.name(), new RowMaterializer(definition));
    }
    rows =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("rows", Types.STRING, TypeInformation.of(RowCells.class)));
    tombstones = new PartitionTombstones(getRuntimeContext());
    expiringRows =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "expiring-rows", Types.LONG, Types.OBJECT_ARRAY(Types.STRING)));
  }

  @Override
  public void processElement(ChangeEvent event, Context context, Collector<RowVersion> out)
      throws Exception {
    RowMaterializer materializer = materializer(event.collection());
    long now = context.timerService().currentProcessingTime() * MICROS_PER_MILLI;
    if (event.kind() == ChangeKind.DELETE_PARTITION || event.kind() == ChangeKind.DELETE_RANGE) {
      deleteMany(materializer, event, now, context, out);
      return;
    }
    String rowKey = Objects.requireNonNull(event.rowKey(), "a change of one row names it");
    RowMerge merge = materializer.merge(cells(rowKey), event, tombstones.covering(rowKey), now);
    keep(rowKey, merge, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowVersion> out)
      throws Exception {
    String[] expiring = expiringRows.get(timestamp);
    if (expiring == null) {
      return;
    }
    expiringRows.remove(timestamp);
    String key = context.getCurrentKey();
    RowMaterializer materializer = materializer(key.substring(0, key.indexOf(SEPARATOR)));
    for (String rowKey : expiring) {
      RowMerge merge = materializer.expire(rowKey, cells(rowKey), timestamp * MICROS_PER_MILLI);
      keep(rowKey, merge, context, out);
    }
  }

  private void deleteMany(
      RowMaterializer materializer,
      ChangeEvent event,
      long now,
      Context context,
      Collector<RowVersion> out)
      throws Exception {
    if (!tombstones.add(event)) {
      return;
    }
    ClusteringRange range = event.range();
    Map<String, RowCells> known = new HashMap<>();
    for (Map.Entry<String, RowCells> row : rows.entries()) {
      if (range == null || range.covers(row.getKey())) {
        known.put(row.getKey(), row.getValue());
      }
    }
    for (Map.Entry<String, RowCells> row : known.entrySet()) {
      RowMerge merge = materializer.deleteWithOthers(row.getKey(), row.getValue(), event, now);
      keep(row.getKey(), merge, context, out);
    }
  }

  private void keep(String rowKey, RowMerge merge, Context context, Collector<RowVersion> out)
      throws Exception {
    if (!merge.changed()) {
      return;
    }
    rows.put(rowKey, merge.cells());
    Optional<Long> expiry = merge.cells().nextExpiryMicros();
    if (expiry.isPresent()) {
      watch(rowKey, expiry.get(), context);
    }
    MaterializedRow outcome = merge.outcome();
    if (outcome != null) {
      out.collect(outcome.version());
      report(outcome, context);
    }
  }

  private void report(MaterializedRow outcome, Context context) {
    RowVersion version = outcome.version();
    switch (outcome.verdict()) {
      case SEARCHABLE, DELETED -> {
        // The version says it all.
      }
      case NO_TEXT ->
          context.output(
              DeadLetters.TAG,
              DeadLetter.of(version, DeadLetterReason.NO_TEXT, "the text is missing or blank"));
      case TEXT_TOO_LONG ->
          context.output(
              DeadLetters.TAG,
              DeadLetter.of(
                  version,
                  DeadLetterReason.TEXT_TOO_LONG,
                  "the text has more than %d characters"
                      .formatted(collections.require(version.collection()).maxChars())));
    }
  }

  private void watch(String rowKey, long expiresAtMicros, Context context) throws Exception {
    long expiresAt = Math.ceilDiv(expiresAtMicros, MICROS_PER_MILLI);
    String[] others = Objects.requireNonNullElse(expiringRows.get(expiresAt), new String[0]);
    if (!Arrays.asList(others).contains(rowKey)) {
      String[] all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = rowKey;
      expiringRows.put(expiresAt, all);
    }
    context.timerService().registerProcessingTimeTimer(expiresAt);
  }

  private RowMaterializer materializer(String collection) {
    return Objects.requireNonNull(
        materializers.get(collection), () -> "There is no collection named " + collection);
  }

  private RowCells cells(String rowKey) throws Exception {
    return Objects.requireNonNullElseGet(rows.get(rowKey), RowCells::unknown);
  }
}
