package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.collection.CollectionDefinition;

/**
 * Reads the range of an event that deletes one: {@code after._range_start} and {@code _range_end},
 * each with a {@code method} such as {@code INCL_START_BOUND} and the {@code values} of the first
 * clustering columns, each with {@code name}, {@code value} as text and {@code type}.
 */
final class EventRange {
  private static final String TYPES = "org.apache.cassandra.db.marshal.";
  // Those that are JSON numbers in the keys of events; varint and decimal are not.
  private static final Set<String> NUMBERS =
      Set.of("ByteType", "ShortType", "Int32Type", "LongType");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");
  private static final Set<String> TEXTS = Set.of("UTF8Type", "AsciiType");

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
    BoundValue[] read = new BoundValue[values.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = value(values.get(i), columns.get(i));
    }
    return new RangeBound(read, method.startsWith("INCL"));
  }

  private BoundValue value(JsonNode value, String column) throws RejectedException {
    if (!Fields.text(value, "name").equals(column)) {
      throw RejectedException.malformed("a range is not over the column " + column);
    }
    String type = Fields.text(value, "type").replace(TYPES, "");
    if (!NUMBERS.contains(type) && !TEXTS.contains(type)) {
      throw new RejectedException(
          RejectReason.RANGE_DELETE,
          "a delete of a range over a column of type " + type + " is not applied; delete the rows",
          key.toString());
    }
    String end = Fields.text(value, "value");
    if (NUMBERS.contains(type) && !NUMBER.matcher(end).matches()) {
      throw RejectedException.malformed("a range over " + column + " does not end in a number");
    }
    return new BoundValue(column, end, NUMBERS.contains(type));
  }
}
