package org.gibsey.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gibsey.indexing.Events.raw;
import static org.gibsey.indexing.Events.rowKey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.cache.MemoryVectors;
import org.gibsey.indexing.cache.VectorStore;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole graph with the real model; only Kafka and the outputs are replaced. */
@ExtendWith(MiniClusterExtension.class)
final class PipelineTest {
  private static final String TEXT = "I draw one gill of seawater from the ninth stair.";

  /** Static, because operators run in this process and are serialized on their way. */
  private static final MemoryVectors VECTORS = new MemoryVectors();

  @TempDir Path checkpoints;

  private final List<EmbeddedRow> rows = new ArrayList<>();
  private VectorStore.@Nullable Factory store;
  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void embedsRowsThroughInsertUpdateColumnDeleteAndRowDelete() throws Exception {
    run(
        raw(0, "i", 1, 10, Map.of("text", TEXT, "title", "A Gill of Sea", "speaker", "Edda")),
        raw(1, "u", 1, 11, Map.of("speaker", "Wren")),
        raw(2, "u", 1, 12, nullable("speaker")),
        raw(3, "d", 1, 13, Map.of()),
        raw(4, rowKey(1), null));

    assertThat(letters).isEmpty();
    assertThat(rows)
        .extracting(row -> row.row().versionTimeMicros())
        .containsExactly(10L, 11L, 12L, 13L);
    EmbeddedRow inserted = rows.get(0);
    assertThat(inserted.row())
        .usingRecursiveComparison()
        .isEqualTo(
            new RowVersion(
                "pages",
                rowKey(1),
                10,
                10,
                true,
                false,
                "A Gill of Sea",
                TEXT,
                new FieldValue[] {
                  new FieldValue("title", "A Gill of Sea"), new FieldValue("speaker", "Edda")
                },
                new SourcePosition(Events.TOPIC, 0, 0)));
    assertThat(inserted.model()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(inserted.textHash()).hasSize(64);
    assertThat(inserted.passages()).hasSize(1);
    assertThat(norm(inserted.vectors()[0])).isCloseTo(1, within(1e-4));
    assertThat(rows.get(1).row().fields()).contains(new FieldValue("speaker", "Wren"));
    assertThat(rows.get(2).row().fields())
        .containsExactly(new FieldValue("title", "A Gill of Sea"));
    assertThat(rows.get(3).row().searchable()).isFalse();
    assertThat(rows.get(3).vectors()).isEmpty();
  }

  @Test
  void keepsGoingWhenRecordsAreBad() throws Exception {
    byte[] notUtf8 = Objects.requireNonNull(raw(1, "i", 2, 10, Map.of("text", "~")).value());
    for (int i = 0; i < notUtf8.length; i++) {
      notUtf8[i] = notUtf8[i] == '~' ? (byte) 0xFF : notUtf8[i];
    }
    byte[] unknownTable =
        new String(Objects.requireNonNull(raw(2, "i", 3, 10, Map.of("text", "x")).value()), UTF_8)
            .replace("\"pages\"", "\"letters\"")
            .getBytes(UTF_8);

    run(
        raw(0, "{", "{".getBytes(UTF_8)),
        raw(1, rowKey(2), notUtf8),
        raw(2, rowKey(3), unknownTable),
        raw(3, "i", 4, 10, Map.of("title", "No text")),
        raw(4, "i", 5, 10, Map.of("text", "x".repeat(1_000_000))),
        raw(5, "r", 6, 10, Map.of()),
        raw(6, "i", 7, 10, Map.of("text", TEXT)));

    assertThat(letters)
        .extracting(letter -> letter.reason() + "@" + letter.source().offset())
        .containsExactlyInAnyOrder(
            "MALFORMED_EVENT@0",
            "MALFORMED_EVENT@1",
            "UNKNOWN_TABLE@2",
            "NO_TEXT@3",
            "TEXT_TOO_LONG@4",
            "MALFORMED_EVENT@5");
    assertThat(letters)
        .filteredOn(letter -> letter.source().offset() == 1)
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(notUtf8));
    assertThat(rows)
        .filteredOn(row -> row.row().searchable())
        .singleElement()
        .satisfies(row -> assertThat(row.row().rowKey()).isEqualTo(rowKey(7)));
  }

  @Test
  void cutsALongTextAndEmbedsEveryPassage() throws Exception {
    run(raw(0, "i", 1, 10, Map.of("text", (TEXT + " ").repeat(100))));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).passages()).hasSizeGreaterThan(5);
    assertThat(rows.get(0).vectors().length).isEqualTo(rows.get(0).passages().length);
  }

  @Test
  void embedsATextOnceThroughTheWholeGraph() throws Exception {
    store = () -> VECTORS;
    RawRecord[] records = {
      raw(0, "i", 1, 10, Map.of("text", TEXT, "title", "Salt", "speaker", "Edda")),
      raw(1, "u", 1, 11, Map.of("speaker", "Wren")),
      raw(2, "u", 1, 12, Map.of("text", "Something else")),
      raw(3, "u", 1, 13, Map.of("text", TEXT)),
      raw(4, "i", 2, 10, Map.of("text", TEXT, "title", "Salt"))
    };
    run(records);
    List<float[][]> vectors = rows.stream().map(EmbeddedRow::vectors).toList();
    int kept = VECTORS.content.size();
    rows.clear();
    run(records);

    assertThat(kept).isEqualTo(2);
    assertThat(VECTORS.content).hasSize(2);
    assertThat(VECTORS.writes).as("the second run embedded nothing").hasValue(2);
    assertThat(rows).hasSize(5);
    assertThat(rows.stream().map(EmbeddedRow::vectors).toList())
        .usingRecursiveComparison()
        .isEqualTo(vectors);
  }

  private void run(RawRecord... records) throws Exception {
    JobOptions options = new JobOptions();
    new CommandLine(options).parseArgs();
    Configuration configuration = IndexingJob.configuration(options);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true); // for the collecting sinks
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    List<CloseableIterator<EmbeddedRow>> embedded = new ArrayList<>();
    List<CloseableIterator<DeadLetter>> dead = new ArrayList<>();
    new Pipeline(
            Collections.load(null),
            store,
            options.tombstoneTtl,
            List.of(stream -> embedded.add(stream.collectAsync())),
            stream -> dead.add(stream.collectAsync()))
        .define(
            env.fromCollection(List.of(records), TypeInformation.of(RawRecord.class))
                .uid("records"));
    env.executeAsync("pipeline-test");
    try (CloseableIterator<EmbeddedRow> some = embedded.get(0);
        CloseableIterator<DeadLetter> others = dead.get(0)) {
      some.forEachRemaining(rows::add);
      others.forEachRemaining(letters::add);
    }
  }

  private static Map<String, @Nullable String> nullable(String column) {
    Map<String, @Nullable String> cells = new HashMap<>();
    cells.put(column, null);
    return cells;
  }

  private static double norm(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += x * x;
    }
    return Math.sqrt(square);
  }
}
