package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.collection.CollectionDefinition;

/**
 * Reads the range of an event that deletes one: {@code after._range_start} and {@code _range_end},
 * each with a {@code method} such as {@code INCL_START_BOUND} and the {@code values} of the first
 * clustering columns in any order, each with {@code name}, {@code value} as text and {@code type}.
 *
 * <p>Start and end are in the order of the table: over a descending column the start is the larger.
 */
final class EventRange {
  private final CollectionDefinition collection;
  private final JsonNode key;

  EventRange(CollectionDefinition collection, JsonNode key) {
    this.collection = collection;
    this.key = key;
  }

  /**
   * @throws RejectedException when the range is malformed, or is over a column whose order is not
   *     known here
   */
  ClusteringRange read(JsonNode after) throws RejectedException {
    return new ClusteringRange(
        bound(Fields.object(after, "_range_start")), bound(Fields.object(after, "_range_end")));
  }

  private RangeBound bound(JsonNode bound) throws RejectedException {
    String method = Fields.text(bound, "method");
    JsonNode values = bound.path("values");
    List<String> columns = collection.clusteringKey();
    if (!values.isArray() || values.size() > columns.size()) {
      throw RejectedException.malformed("the values of a range are not those of " + columns);
    }
    Map<String, JsonNode> byName = new HashMap<>();
    for (JsonNode value : values) {
      byName.put(unquoted(Fields.text(value, "name")), value);
    }
    BoundValue[] read = new BoundValue[values.size()];
    for (int i = 0; i < read.length; i++) {
      JsonNode value = byName.get(columns.get(i));
      if (value == null) {
        throw RejectedException.malformed("a range is not over the column " + columns.get(i));
      }
      read[i] = value(value, columns.get(i));
    }
    return new RangeBound(read, method.startsWith("INCL"));
  }

  private BoundValue value(JsonNode value, String column) throws RejectedException {
    String type = Fields.text(value, "type");
    RangeColumn known =
        RangeColumn.of(type)
            .orElseThrow(
                () ->
                    new RejectedException(
                        RejectReason.RANGE_DELETE,
                        "a delete of a range over a column of type %s is not applied; delete the rows"
                            .formatted(type),
                        key.toString()));
    try {
      return known.bound(column, Fields.text(value, "value"));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw RejectedException.malformed(
          "a range over " + column + " does not end in a value of type " + type);
    }
  }

  /** Names are written as in CQL: one with capitals stands in quotes. */
  private static String unquoted(String name) {
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
