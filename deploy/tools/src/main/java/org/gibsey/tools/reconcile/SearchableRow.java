package org.gibsey.tools.reconcile;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.gibsey.index.IndexedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.RowVersion;
import org.gibsey.shard.PassageHit;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;

/**
 * What a search sees of a row, whichever side it was read from. Two that are equal are the same row
 * with the same content.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param writeTimeMicros newest write time of the columns that have a value, in microseconds since
 *     1970
 * @param textHash hex SHA-256 of title and text
 * @param fields metadata columns that have a value
 */
record SearchableRow(
    String rowKey, long writeTimeMicros, String textHash, Map<String, String> fields) {
  SearchableRow {
    fields = Map.copyOf(fields);
  }

  static SearchableRow of(IndexedRow row) {
    return new SearchableRow(row.rowKey(), row.writeTimeMicros(), row.textHash(), row.fields());
  }

  static SearchableRow of(PassageHit hit) {
    return new SearchableRow(hit.rowKey(), hit.writeTimeMicros(), hit.textHash(), hit.fields());
  }

  /** Null when the version is not searchable. */
  static @Nullable SearchableRow of(RowVersion row) {
    if (!row.searchable() || row.text() == null) {
      return null;
    }
    return new SearchableRow(
        row.rowKey(),
        row.writeTimeMicros(),
        TextHash.of(row.title(), row.text()),
        Arrays.stream(row.fields()).collect(Collectors.toMap(FieldValue::name, FieldValue::value)));
  }

  /** Whether both say the same, whenever it was written. */
  boolean sameContent(SearchableRow other) {
    return textHash.equals(other.textHash) && fields.equals(other.fields);
  }
}
