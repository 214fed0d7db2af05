package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.collection.CollectionDefinition;

/**
 * Reads events of Debezium's connectors for relational databases.
 *
 * <p>They have {@code op}: {@code c} (create), {@code u} (update), {@code r} (read by a snapshot),
 * {@code d} (delete) or {@code t} (truncate), and the whole row in {@code before} and {@code
 * after}. The row's key is the record's; a record without one has it in the row, if the table's
 * settings (PostgreSQL: {@code REPLICA IDENTITY FULL}) let {@code before} have it.
 *
 * <p>A column that {@code after} lacks, or that holds {@value #UNCHANGED}, keeps its cell: it is a
 * large value that the log does not repeat.
 */
final class StandardEnvelope {
  /** What Debezium writes for a value that its database left out of the log. */
  static final String UNCHANGED = "__debezium_unavailable_value";

  private final CollectionDefinition collection;

  StandardEnvelope(CollectionDefinition collection) {
    this.collection = collection;
  }

  DecodeResult read(ChangeRecord change) throws RejectedException {
    String op = change.op();
    return switch (op) {
      case "c", "u", "r" ->
          ofRow(change, "after", ChangeKind.UPSERT, cells(Fields.object(change.value(), "after")));
      case "d" -> ofRow(change, "before", ChangeKind.DELETE_ROW);
      case "t" ->
          throw new RejectedException(
              RejectReason.TRUNCATE,
              "a truncation of %s is not applied; delete its rows, or reset the index"
                  .formatted(collection.source()),
              null);
      default -> throw RejectedException.malformed("op is not one of c, u, d, r, t, m");
    };
  }

  private DecodeResult ofRow(
      ChangeRecord change, String image, ChangeKind kind, CellChange... cells)
      throws RejectedException {
    JsonNode key = change.key();
    String what = "the key";
    if (key == null) {
      key = change.value().path(image);
      what = "the record has no key, and '" + image + "'";
    }
    return change.ofRow(
        collection,
        RowKeys.require(key, collection.partitionKey(), what),
        RowKeys.require(key, collection.keyColumns(), what),
        kind,
        LogPosition.writeTime(change.source(), change.op()),
        cells);
  }

  private CellChange[] cells(JsonNode after) throws RejectedException {
    List<CellChange> cells = new ArrayList<>();
    cells.add(new CellChange(CellChange.ROW_MARKER, "", CellChange.NEVER));
    for (String column : collection.valueColumns()) {
      JsonNode value = after.path(column);
      if (value.isMissingNode() || value.asText().equals(UNCHANGED)) {
        continue;
      }
      cells.add(
          new CellChange(
              column, value.isNull() ? null : CellText.of(column, value), CellChange.NEVER));
    }
    return cells.toArray(CellChange[]::new);
  }
}
