package org.gibsey.indexing.history;

import java.util.Map;
import java.util.TreeMap;
import org.gibsey.row.FieldValue;
import org.gibsey.row.RowVersion;

/**
 * What a reader finds of a row.
 *
 * @param values text and metadata by column
 * @param writeTimeMicros newest write time of these values
 */
record VisibleRow(Map<String, String> values, long writeTimeMicros) {
  static VisibleRow of(RowVersion version) {
    Map<String, String> values = new TreeMap<>();
    values.put("text", String.valueOf(version.text()));
    for (FieldValue field : version.fields()) {
      values.put(field.name(), field.value());
    }
    String title = values.get("title");
    if (title == null ? version.title() != null : !title.equals(version.title())) {
      values.put("title and its field differ", String.valueOf(version.title()));
    }
    return new VisibleRow(values, version.writeTimeMicros());
  }
}
