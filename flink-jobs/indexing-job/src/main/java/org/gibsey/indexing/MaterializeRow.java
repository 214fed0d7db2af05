package org.gibsey.indexing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.row.MaterializedRow;
import org.gibsey.row.PartitionMaterializer;
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
  private final Duration tombstoneTtl;

  private transient Map<String, PartitionMaterializer> materializers;
  private transient KeyedPartitionState state;

  /**
   * An operator.
   *
   * @param tombstoneTtl how long deletions are remembered
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  MaterializeRow(Collections collections, Duration tombstoneTtl) {
    this.collections = collections;
    this.tombstoneTtl = tombstoneTtl;
  }

  /** Collection and partition key, separated by a character that no collection's name has. */
  static String keyOf(ChangeEvent event) {
    return event.collection() + SEPARATOR + event.partitionKey();
  }

  @Override
  public void open(OpenContext context) {
    materializers = new HashMap<>();
    for (CollectionDefinition definition : collections.definitions()) {
      materializers.put(definition.name(), new PartitionMaterializer(definition));
    }
    state = new KeyedPartitionState(getRuntimeContext(), tombstoneTtl);
  }

  @Override
  public void processElement(ChangeEvent event, Context context, Collector<RowVersion> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime() * MICROS_PER_MILLI;
    materializer(event.collection())
        .apply(event, stateOf(context), now, row -> emit(row, context, out));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowVersion> out)
      throws Exception {
    String key = context.getCurrentKey();
    materializer(key.substring(0, key.indexOf(SEPARATOR)))
        .expire(timestamp, stateOf(context), row -> emit(row, context, out));
  }

  private KeyedPartitionState stateOf(Context context) {
    return state.wakingBy(context.timerService()::registerProcessingTimeTimer);
  }

  private void emit(MaterializedRow row, Context context, Collector<RowVersion> out) {
    RowVersion version = row.version();
    out.collect(version);
    Consumer<DeadLetter> letters = letter -> context.output(DeadLetters.TAG, letter);
    switch (row.verdict()) {
      case SEARCHABLE, DELETED -> {
        // The version says it all.
      }
      case NO_TEXT ->
          letters.accept(
              DeadLetter.of(version, DeadLetterReason.NO_TEXT, "the text is missing or blank"));
      case TEXT_TOO_LONG ->
          letters.accept(
              DeadLetter.of(
                  version,
                  DeadLetterReason.TEXT_TOO_LONG,
                  "the text has more than %d characters"
                      .formatted(collections.require(version.collection()).maxChars())));
    }
  }

  private PartitionMaterializer materializer(String collection) {
    return Objects.requireNonNull(
        materializers.get(collection), () -> "There is no collection named " + collection);
  }
}
