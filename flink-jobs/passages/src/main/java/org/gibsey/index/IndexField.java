package org.gibsey.index;

/** Names of the Lucene fields, part of the format of a checkpointed index. */
final class IndexField {
  /** Exact term and doc value of every document: the row it belongs to. */
  static final String ROW_KEY = "row_key";

  /** Exact term: one of the {@code KIND_} values. */
  static final String KIND = "kind";

  /** The row's first passage: there is one for each searchable row. */
  static final String KIND_FIRST = "first";

  /** Any further passage of a row. */
  static final String KIND_FURTHER = "further";

  /**
   * A row that left the index. Its document holds the times and the source of its last version, so
   * that an older one can't bring the row back and a reader can wait for the removal.
   */
  static final String KIND_GONE = "gone";

  /** Exact term of a key column: this prefix and the column's name. */
  static final String KEY_COLUMN = "key.";

  /** Doc value of every document: version time of its row in microseconds since 1970. */
  static final String VERSION_TIME = "write_time";

  /**
   * Stored in every document, since format 2 of rows that are gone too: write time of its row in
   * microseconds since 1970.
   */
  static final String WRITE_TIME = "write_time";

  /** Exact term of a filterable keyword: this prefix and the column's name. */
  static final String FILTER_KEYWORD = "filter.keyword.";

  /** Point and doc value of a filterable number: this prefix and the column's name. */
  static final String FILTER_NUMBER = "filter.number.";

  /** Point and doc value of a filterable time in milliseconds since 1970: prefix and column. */
  static final String FILTER_TIME = "filter.time.";

  /** Exact terms: names of those filter fields of which the document has a value. */
  static final String FILTERABLE = "filterable";

  static final String VECTOR = "vector";
  static final String TEXT = "text";
  static final String TITLE = "title";

  static final String NUMBER = "number";
  static final String START = "start";
  static final String END = "end";
  static final String TEXT_HASH = "text_hash";
  static final String MODEL = "model";
  static final String TOPIC = "topic";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";

  /** Stored metadata column: this prefix and the column's name. */
  static final String METADATA = "metadata.";

  private IndexField() {}
}
