package org.gibsey.index;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.StoredFields;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.Passage;

/** Reads a passage back from the fields that {@link PassageDocuments} stored. */
final class StoredPassage {
  private StoredPassage() {}

  static FoundPassage read(StoredFields stored, int doc, String rowKey, float score)
      throws IOException {
    Document document = stored.document(doc);
    return new FoundPassage(
        rowKey,
        score,
        new Passage(
            number(document, IndexField.NUMBER).intValue(),
            number(document, IndexField.START).intValue(),
            number(document, IndexField.END).intValue(),
            text(document, IndexField.TEXT)),
        metadata(document),
        source(document),
        number(document, IndexField.WRITE_TIME).longValue(),
        text(document, IndexField.TEXT_HASH),
        text(document, IndexField.MODEL));
  }

  /** What a first passage says of its row. */
  static IndexedRow row(Document document, String rowKey, long versionTimeMicros) {
    return new IndexedRow(
        rowKey,
        number(document, IndexField.WRITE_TIME).longValue(),
        versionTimeMicros,
        text(document, IndexField.TEXT_HASH),
        metadata(document));
  }

  /** What any document of a row says of it. */
  static VisibleRow visible(Document document, long versionTimeMicros) {
    boolean searchable = document.getField(IndexField.NUMBER) != null;
    if (!searchable && document.getField(IndexField.WRITE_TIME) == null) {
      return new VisibleRow(false, versionTimeMicros, versionTimeMicros, null);
    }
    long writeTime = number(document, IndexField.WRITE_TIME).longValue();
    return new VisibleRow(searchable, writeTime, versionTimeMicros, source(document));
  }

  private static SourcePosition source(Document document) {
    return new SourcePosition(
        text(document, IndexField.TOPIC),
        number(document, IndexField.PARTITION).intValue(),
        number(document, IndexField.OFFSET).longValue());
  }

  private static Map<String, String> metadata(Document document) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (IndexableField field : document) {
      if (field.name().startsWith(IndexField.METADATA)) {
        fields.put(field.name().substring(IndexField.METADATA.length()), field.stringValue());
      }
    }
    return Collections.unmodifiableMap(fields);
  }

  private static Number number(Document document, String field) {
    return stored(document, field).numericValue();
  }

  private static String text(Document document, String field) {
    return stored(document, field).stringValue();
  }

  private static IndexableField stored(Document document, String name) {
    IndexableField field = document.getField(name);
    if (field == null) {
      throw new IllegalStateException("a passage lacks its stored field " + name);
    }
    return field;
  }
}
