package org.gibsey.index;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.gibsey.collection.FieldType;

/**
 * The Lucene fields of filterable columns. Their names contain the type, so that a column that gets
 * another type leaves older documents searchable: they just don't match until they are written
 * again.
 */
final class FilterFields {
  private FilterFields() {}

  /** Name of the field that holds a column's values of a type. */
  static String name(String column, FieldType type) {
    String prefix =
        switch (type) {
          case KEYWORD -> IndexField.FILTER_KEYWORD;
          case NUMBER -> IndexField.FILTER_NUMBER;
          case TIME -> IndexField.FILTER_TIME;
        };
    return prefix + column;
  }

  /** The term of all documents in which a filterable column has a value of its type. */
  static Term has(String column, FieldType type) {
    return new Term(IndexField.FILTERABLE, name(column, type));
  }

  /**
   * Adds what can be filtered by.
   *
   * @param values values of the row's columns as text
   * @return number of values that can't be read as their declared type; no filter finds them
   */
  static int add(Document document, Map<String, String> values, IndexDefinition definition) {
    int unreadable = 0;
    for (Map.Entry<String, FieldType> filter : definition.filters().entrySet()) {
      if (filter.getValue() == FieldType.KEYWORD
          && definition.keyColumns().contains(filter.getKey())) {
        continue; // every passage has the terms of its key columns
      }
      String value = values.get(filter.getKey());
      if (value != null && !add(document, filter.getKey(), filter.getValue(), value)) {
        unreadable++;
      }
    }
    return unreadable;
  }

  private static boolean add(Document document, String column, FieldType type, String value) {
    String name = name(column, type);
    switch (type) {
      case KEYWORD ->
          document.add(new StringField(name, KeyTerms.exactBytes(value), Field.Store.NO));
      case NUMBER -> {
        OptionalDouble number = TypedValue.number(value);
        if (number.isEmpty()) {
          return false;
        }
        document.add(new DoubleField(name, number.getAsDouble(), Field.Store.NO));
      }
      case TIME -> {
        OptionalLong time = TypedValue.time(value);
        if (time.isEmpty()) {
          return false;
        }
        document.add(new LongField(name, time.getAsLong(), Field.Store.NO));
      }
    }
    Term has = has(column, type);
    document.add(new StringField(has.field(), has.text(), Field.Store.NO));
    return true;
  }
}
