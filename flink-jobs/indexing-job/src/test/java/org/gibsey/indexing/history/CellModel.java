package org.gibsey.indexing.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.ClusteringRange;
import org.gibsey.change.RangeBound;

/**
 * Cassandra's rules over all events at once: what a row must be at a time, whatever the order of
 * the events. Shares no logic with what it judges.
 */
final class CellModel {
  private final List<ChangeEvent> events;
  private final long nowMicros;

  CellModel(List<ChangeEvent> events, long nowMicros) {
    this.events = events;
    this.nowMicros = nowMicros;
  }

  private record Write(CellChange cell, long micros, long sequence) {
    boolean deleted() {
      return cell.value() == null;
    }

    boolean expiring() {
      return cell.expiresAtMicros() != CellChange.NEVER;
    }
  }

  private static final Comparator<Write> CASSANDRAS =
      Comparator.comparingLong(Write::micros)
          .thenComparingLong(Write::sequence)
          .thenComparing(Write::deleted)
          .thenComparing(Write::expiring)
          .thenComparingLong(write -> write.cell().expiresAtMicros())
          .thenComparing(write -> String.valueOf(write.cell().value()));

  /** The rows that can be searched, by key. */
  Map<String, VisibleRow> rows() {
    Map<String, VisibleRow> rows = new TreeMap<>();
    for (String key : RandomEvents.rowKeys()) {
      row(key).ifPresent(row -> rows.put(key, row));
    }
    return rows;
  }

  private Optional<VisibleRow> row(String key) {
    Map<String, String> values = new TreeMap<>();
    long newest = Long.MIN_VALUE;
    for (String column : RandomEvents.COLUMNS) {
      Optional<Write> winner =
          writes(key, column).stream().filter(write -> !covered(key, write)).max(CASSANDRAS);
      if (winner.isPresent() && visible(winner.get())) {
        values.put(column, Objects.requireNonNull(winner.get().cell().value()));
        newest = Math.max(newest, winner.get().micros());
      }
    }
    return values.getOrDefault("text", "").isBlank()
        ? Optional.empty()
        : Optional.of(new VisibleRow(values, newest));
  }

  private List<Write> writes(String key, String column) {
    List<Write> writes = new ArrayList<>();
    for (ChangeEvent event : events) {
      if (event.kind() == ChangeKind.UPSERT && key.equals(event.rowKey())) {
        for (CellChange cell : event.cells()) {
          if (cell.column().equals(column)) {
            writes.add(new Write(cell, event.writeTime().micros(), event.writeTime().sequence()));
          }
        }
      }
    }
    return writes;
  }

  private boolean covered(String key, Write write) {
    for (ChangeEvent event : events) {
      boolean newer =
          write.micros() > event.writeTime().micros()
              || (write.micros() == event.writeTime().micros()
                  && write.sequence() > event.writeTime().sequence());
      if (!newer && deletes(event, key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean deletes(ChangeEvent event, String key) {
    // A key is {"book_id":"a","page_num":3}: its partition's ends before the page.
    String partition = key.substring(0, key.indexOf(',')) + "}";
    int page = Integer.parseInt(key.substring(key.lastIndexOf(':') + 1, key.length() - 1));
    return switch (event.kind()) {
      case UPSERT -> false;
      case DELETE_ROW -> key.equals(event.rowKey());
      case DELETE_PARTITION -> partition.equals(event.partitionKey());
      case DELETE_RANGE ->
          partition.equals(event.partitionKey())
              && contains(Objects.requireNonNull(event.range()), page);
    };
  }

  private static boolean contains(ClusteringRange range, int page) {
    return behind(range.start(), page, 1) && behind(range.end(), page, -1);
  }

  private static boolean behind(RangeBound bound, int page, int direction) {
    if (bound.values().length == 0) {
      return true;
    }
    int distance = (page - Integer.parseInt(bound.values()[0].value())) * direction;
    return bound.inclusive() ? distance >= 0 : distance > 0;
  }

  private boolean visible(Write write) {
    return !write.deleted() && (!write.expiring() || write.cell().expiresAtMicros() > nowMicros);
  }
}
