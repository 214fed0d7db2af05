package org.gibsey.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.change.CellChange.NEVER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Any order and repetition of the same events ends in the row that a plain model computes from all
 * of them at once. Replay a failure with {@code -Dgibsey.seed=<printed seed>}.
 */
final class RowMaterializerRandomTest {
  private static final String KEY = "{\"book_id\":\"b\",\"page_num\":1}";
  private static final List<String> COLUMNS = List.of("text", "title", "speaker");
  private static final long END = 1_000;

  private final CollectionDefinition pages =
      org.gibsey.collection.Collections.load(null).require("pages");
  private final RowMaterializer materializer = new RowMaterializer(pages);

  @Test
  void endsInTheSameRowWhateverTheOrderAndRepetition() {
    long seed = Long.getLong("gibsey.seed", System.nanoTime());
    System.out.println("gibsey.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<ChangeEvent> events = events(random);
      Map<String, String> expected = model(events);
      List<ChangeEvent> delivered = new ArrayList<>(events);
      for (int i = random.nextInt(4); i > 0 && !events.isEmpty(); i--) {
        delivered.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(delivered, random);
      assertThat(deliver(delivered, random)).as("round %d", round).isEqualTo(expected);
    }
  }

  private Map<String, String> deliver(List<ChangeEvent> events, Random random) {
    RowCells row = RowCells.unknown();
    long partitionDeletedAt = RowCells.NO_TIME;
    long lastVersion = Long.MIN_VALUE;
    @Nullable RowVersion newest = null;
    long now = 0;
    for (ChangeEvent event : events) {
      now += random.nextInt(40);
      RowMerge merge;
      if (event.kind() == ChangeKind.DELETE_PARTITION) {
        partitionDeletedAt = Math.max(partitionDeletedAt, event.writeTimeMicros());
        merge = materializer.deleteWithOthers(KEY, row, event, now);
      } else {
        merge = materializer.merge(row, event, partitionDeletedAt, now);
      }
      row = merge.cells();
      if (merge.outcome() != null) {
        newest = merge.outcome().version();
        assertThat(newest.versionTimeMicros()).isGreaterThan(lastVersion);
        lastVersion = newest.versionTimeMicros();
      }
    }
    if (row.source() != null) {
      RowMerge last = materializer.expire(KEY, row, END);
      newest = last.outcome() == null ? newest : last.outcome().version();
    }
    return newest == null ? Map.of() : visible(newest);
  }

  private static Map<String, String> visible(RowVersion version) {
    Map<String, String> visible = new TreeMap<>();
    if (version.searchable()) {
      visible.put("text", String.valueOf(version.text()));
      for (FieldValue field : version.fields()) {
        visible.put(field.name(), field.value());
      }
    }
    return visible;
  }

  /** Cassandra's rule over all events at once, at the end of time. */
  private static Map<String, String> model(List<ChangeEvent> events) {
    long deletedAt =
        events.stream()
            .filter(event -> event.kind() != ChangeKind.UPSERT)
            .mapToLong(ChangeEvent::writeTimeMicros)
            .max()
            .orElse(Long.MIN_VALUE);
    Map<String, String> row = new TreeMap<>();
    for (String column : COLUMNS) {
      record Write(CellChange cell, long time) {}
      events.stream()
          .filter(event -> event.writeTimeMicros() > deletedAt)
          .flatMap(
              event ->
                  List.of(event.cells()).stream()
                      .filter(cell -> cell.column().equals(column))
                      .map(cell -> new Write(cell, event.writeTimeMicros())))
          .max(
              Comparator.comparingLong(Write::time)
                  .thenComparing(write -> write.cell().value() == null)
                  .thenComparing(write -> write.cell().expiresAtMicros() != NEVER)
                  .thenComparingLong(write -> write.cell().expiresAtMicros())
                  .thenComparing(write -> String.valueOf(write.cell().value())))
          .map(Write::cell)
          .filter(cell -> cell.value() != null && cell.expiresAtMicros() == NEVER)
          .ifPresent(cell -> row.put(column, String.valueOf(cell.value())));
    }
    return row.containsKey("text") ? row : Map.of();
  }

  private static List<ChangeEvent> events(Random random) {
    List<ChangeEvent> events = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      long writeTime = 1L + random.nextInt(10);
      int dice = random.nextInt(10);
      ChangeKind kind =
          dice == 0
              ? ChangeKind.DELETE_PARTITION
              : dice == 1 ? ChangeKind.DELETE_ROW : ChangeKind.UPSERT;
      CellChange[] cells = kind == ChangeKind.UPSERT ? cells(random) : new CellChange[0];
      events.add(
          new ChangeEvent(
              "pages",
              "{\"book_id\":\"b\"}",
              kind == ChangeKind.DELETE_PARTITION ? null : KEY,
              kind,
              writeTime,
              cells,
              null,
              new SourcePosition("t", 0, i)));
    }
    return events;
  }

  private static CellChange[] cells(Random random) {
    List<CellChange> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      if (random.nextBoolean()) {
        String value = random.nextInt(4) == 0 ? null : "v" + random.nextInt(3);
        long expiry = value != null && random.nextInt(4) == 0 ? 20L + random.nextInt(200) : NEVER;
        cells.add(new CellChange(column, value, expiry));
      }
    }
    return cells.toArray(CellChange[]::new);
  }
}
