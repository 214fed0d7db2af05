package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.collection.CollectionDefinition;

/** The cells of one event that a collection reads. */
final class EventCells {
  private final CollectionDefinition collection;
  private final JsonNode after;

  EventCells(CollectionDefinition collection, JsonNode after) {
    this.collection = collection;
    this.after = after;
  }

  /**
   * The touched cells.
   *
   * @param insert true for an INSERT, which makes the row exist whatever its columns: its first
   *     cell is the {@linkplain CellChange#ROW_MARKER row marker}
   */
  CellChange[] read(boolean insert) throws RejectedException {
    List<CellChange> cells = new ArrayList<>();
    if (insert) {
      cells.add(new CellChange(CellChange.ROW_MARKER, "", markerExpiry()));
    }
    for (String column : collection.valueColumns()) {
      JsonNode cell = after.path(column);
      if (!touched(column, cell)) {
        continue;
      }
      JsonNode value = cell.path("value");
      cells.add(
          value.isNull() || value.isMissingNode()
              ? new CellChange(column, null, CellChange.NEVER)
              : new CellChange(column, CellText.of(column, value), expiry(column, cell)));
    }
    return cells.toArray(CellChange[]::new);
  }

  /** INSERT … USING TTL gives marker and cells one expiry; without a cell that has none, never. */
  private long markerExpiry() throws RejectedException {
    long expiry = CellChange.NEVER;
    for (String column : (Iterable<String>) after::fieldNames) {
      JsonNode cell = after.path(column);
      if (collection.keyColumns().contains(column)
          || !touched(column, cell)
          || !cell.hasNonNull("value")) {
        continue;
      }
      long cellExpiry = expiry(column, cell);
      if (cellExpiry == CellChange.NEVER) {
        return CellChange.NEVER;
      }
      expiry = Math.max(expiry, cellExpiry);
    }
    return expiry;
  }

  private static boolean touched(String column, JsonNode cell) throws RejectedException {
    if (cell.isMissingNode() || cell.isNull()) {
      return false;
    }
    if (!cell.isObject()) {
      throw RejectedException.malformed("after." + column + " is not a cell");
    }
    return cell.path("set").asBoolean(true);
  }

  private static long expiry(String column, JsonNode cell) throws RejectedException {
    JsonNode expiry = cell.path("deletion_ts");
    if (expiry.isNull() || expiry.isMissingNode()) {
      return CellChange.NEVER;
    }
    if (!expiry.isIntegralNumber() || !expiry.canConvertToLong() || expiry.longValue() <= 0) {
      throw RejectedException.malformed(
          "after." + column + ".deletion_ts is not a positive number of microseconds");
    }
    return expiry.longValue();
  }
}
