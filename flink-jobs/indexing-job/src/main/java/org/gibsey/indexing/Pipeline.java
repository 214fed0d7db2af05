package org.gibsey.indexing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.cache.VectorStore;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * The graph of the job without its ends: the same in production and in tests.
 *
 * <p>A row stays in order from {@link MaterializeRow} to the outputs: nothing in between is
 * redistributed, and embedding emits in the order of its input.
 *
 * @param collections what is indexed
 * @param store keeps the vectors of texts that were embedded, or null when every text is embedded
 * @param tombstoneTtl how long deletions are remembered
 * @param outputs where rows with their vectors go
 * @param deadLetters where everything goes that stays out
 */
public record Pipeline(
    Collections collections,
    VectorStore.@Nullable Factory store,
    Duration tombstoneTtl,
    List<Consumer<DataStream<EmbeddedRow>>> outputs,
    Consumer<DataStream<DeadLetter>> deadLetters) {
  /** Rows of one subtask that wait for vectors; the embedding pool bounds the passages. */
  private static final int ROWS_IN_FLIGHT = 128;

  /**
   * A full embedding queue is worked off in seconds: by then the engine hangs, and the job fails.
   */
  private static final long EMBEDDING_TIMEOUT_MINUTES = 10;

  /** Builds the graph behind a stream of Kafka records. */
  public void define(DataStream<RawRecord> changes) {
    SingleOutputStreamOperator<ChangeEvent> decoded =
        changes
            .process(new DecodeChange(collections), TypeInformation.of(ChangeEvent.class))
            .uid("decode-change")
            .name("DecodeChange");
    SingleOutputStreamOperator<RowVersion> versions =
        decoded
            .keyBy(MaterializeRow::keyOf, Types.STRING)
            .process(
                new MaterializeRow(collections, tombstoneTtl), TypeInformation.of(RowVersion.class))
            .uid("materialize-row-2")
            .name("MaterializeRow");
    SingleOutputStreamOperator<RowPassages> passages =
        versions
            .map(new ChunkText(collections), TypeInformation.of(RowPassages.class))
            .uid("chunk-text")
            .name("ChunkText");
    SingleOutputStreamOperator<EmbeddedRow> rows =
        AsyncDataStream.orderedWait(
                passages,
                new EmbedPassages(collections, store),
                EMBEDDING_TIMEOUT_MINUTES,
                TimeUnit.MINUTES,
                ROWS_IN_FLIGHT)
            .uid("embed-passages")
            .name("EmbedPassages")
            .process(new SplitOutcome(), TypeInformation.of(EmbeddedRow.class))
            .uid("split-outcome")
            .name("SplitOutcome");
    outputs.forEach(output -> output.accept(rows));
    deadLetters.accept(
        decoded
            .getSideOutput(DeadLetters.TAG)
            .union(versions.getSideOutput(DeadLetters.TAG), rows.getSideOutput(DeadLetters.TAG)));
  }
}
