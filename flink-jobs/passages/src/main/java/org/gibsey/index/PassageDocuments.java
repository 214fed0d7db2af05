package org.gibsey.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;

/**
 * A row as Lucene documents: one for each passage, or one that says it is gone.
 *
 * @param documents at least one
 * @param unreadable values of the row that could not be read as the type of their filter
 */
record PassageDocuments(List<Document> documents, int unreadable) {
  static PassageDocuments of(EmbeddedRow row, IndexDefinition definition) {
    if (!isSearchable(row)) {
      return new PassageDocuments(List.of(document(row.row(), IndexField.KIND_GONE)), 0);
    }
    Map<String, String> keyColumns = KeyTerms.columns(row.row().rowKey());
    Map<String, String> values = values(row.row(), keyColumns);
    int unreadable = 0;
    List<Document> documents = new ArrayList<>(row.passages().length);
    for (int i = 0; i < row.passages().length; i++) {
      String kind = i == 0 ? IndexField.KIND_FIRST : IndexField.KIND_FURTHER;
      Document document = document(row.row(), kind);
      keyColumns.forEach((column, value) -> addKeyColumn(document, column, value));
      unreadable = FilterFields.add(document, values, definition);
      document.add(
          new KnnFloatVectorField(
              IndexField.VECTOR, row.vectors()[i], VectorSimilarityFunction.DOT_PRODUCT));
      addPassage(document, row.passages()[i]);
      addRow(document, row);
      documents.add(document);
    }
    return new PassageDocuments(documents, unreadable);
  }

  private static Map<String, String> values(RowVersion row, Map<String, String> keyColumns) {
    Map<String, String> values = new HashMap<>(keyColumns);
    for (FieldValue field : row.fields()) {
      values.put(field.name(), field.value());
    }
    return values;
  }

  /** A row without passages can't be found, whatever it says of itself. */
  static boolean isSearchable(EmbeddedRow row) {
    return row.row().searchable() && row.passages().length > 0;
  }

  private static Document document(RowVersion row, String kind) {
    Document document = new Document();
    document.add(
        new StringField(IndexField.ROW_KEY, KeyTerms.ofRow(row.rowKey()).bytes(), Field.Store.NO));
    document.add(new BinaryDocValuesField(IndexField.ROW_KEY, new BytesRef(row.rowKey())));
    document.add(new NumericDocValuesField(IndexField.VERSION_TIME, row.versionTimeMicros()));
    document.add(new StringField(IndexField.KIND, kind, Field.Store.NO));
    document.add(new StoredField(IndexField.WRITE_TIME, row.writeTimeMicros()));
    document.add(new StoredField(IndexField.TOPIC, row.source().topic()));
    document.add(new StoredField(IndexField.PARTITION, row.source().partition()));
    document.add(new StoredField(IndexField.OFFSET, row.source().offset()));
    return document;
  }

  private static void addKeyColumn(Document document, String column, String value) {
    var term = KeyTerms.ofColumn(column, value);
    document.add(new StringField(term.field(), term.bytes(), Field.Store.NO));
  }

  private static void addPassage(Document document, Passage passage) {
    document.add(new TextField(IndexField.TEXT, passage.text(), Field.Store.YES));
    document.add(new StoredField(IndexField.NUMBER, passage.number()));
    document.add(new StoredField(IndexField.START, passage.start()));
    document.add(new StoredField(IndexField.END, passage.end()));
  }

  private static void addRow(Document document, EmbeddedRow row) {
    RowVersion version = row.row();
    if (version.title() != null) {
      document.add(new TextField(IndexField.TITLE, version.title(), Field.Store.NO));
    }
    for (FieldValue field : version.fields()) {
      document.add(new StoredField(IndexField.METADATA + field.name(), field.value()));
    }
    document.add(new StoredField(IndexField.TEXT_HASH, row.textHash()));
    document.add(new StoredField(IndexField.MODEL, row.model()));
  }
}
