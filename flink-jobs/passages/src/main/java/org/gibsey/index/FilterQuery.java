package org.gibsey.index;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.gibsey.collection.FieldType;
import org.jspecify.annotations.Nullable;

/** Turns a filter into a Lucene query over the fields of {@link FilterFields}. */
final class FilterQuery {
  private final IndexDefinition definition;

  FilterQuery(IndexDefinition definition) {
    this.definition = definition;
  }

  /**
   * The query that matches what may be found.
   *
   * @return null when everything may be
   * @throws IllegalArgumentException when the filter doesn't fit the definition
   */
  @Nullable Query of(RowFilter filter) {
    if (filter.isEmpty()) {
      return null;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    filter.must().forEach(condition -> all.add(query(condition), Occur.FILTER));
    if (!filter.should().isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      filter.should().forEach(condition -> any.add(query(condition), Occur.SHOULD));
      all.add(any.build(), Occur.FILTER);
    }
    if (filter.must().isEmpty() && filter.should().isEmpty()) {
      // Nothing but exclusions matches nothing by itself; a row that left the index never matches.
      all.add(anyPassage(), Occur.FILTER);
    }
    filter.mustNot().forEach(condition -> all.add(query(condition), Occur.MUST_NOT));
    return all.build();
  }

  private Query query(Condition condition) {
    return switch (condition) {
      case Condition.Equal equal -> oneOf(equal.column(), List.of(equal.value()));
      case Condition.In in -> oneOf(in.column(), in.values());
      case Condition.Range range -> range(range);
      case Condition.Exists exists -> exists(exists.column());
    };
  }

  private Query oneOf(String column, List<String> values) {
    FieldType type = type(column);
    if (type == null) {
      return terms(IndexField.KEY_COLUMN + column, values);
    }
    String field = FilterFields.name(column, type);
    if (type == FieldType.KEYWORD) {
      return terms(field, values);
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    if (definition.keyColumns().contains(column)) {
      // Documents from before the column was declared know its text alone.
      any.add(terms(IndexField.KEY_COLUMN + column, values), Occur.SHOULD);
    }
    for (String value : values) {
      any.add(
          type == FieldType.NUMBER
              ? DoubleField.newExactQuery(field, number(column, value))
              : LongField.newExactQuery(field, time(column, value)),
          Occur.SHOULD);
    }
    return any.build();
  }

  private static Query terms(String field, List<String> values) {
    List<BytesRef> exact = new ArrayList<>(values.size());
    values.forEach(value -> exact.add(KeyTerms.exactBytes(value)));
    return exact.size() == 1
        ? new TermQuery(new Term(field, exact.get(0)))
        : new TermInSetQuery(field, exact);
  }

  private Query range(Condition.Range range) {
    String column = range.column();
    FieldType type = type(column);
    if (type == FieldType.NUMBER) {
      double least =
          range.above() != null
              ? Math.nextUp(number(column, range.above()))
              : range.from() != null ? number(column, range.from()) : Double.NEGATIVE_INFINITY;
      double most =
          range.below() != null
              ? Math.nextDown(number(column, range.below()))
              : range.to() != null ? number(column, range.to()) : Double.POSITIVE_INFINITY;
      return DoubleField.newRangeQuery(FilterFields.name(column, type), least, most);
    }
    if (type == FieldType.TIME) {
      return LongField.newRangeQuery(
          FilterFields.name(column, type), earliest(range), latest(range));
    }
    throw new IllegalArgumentException(
        "column '%s' is a keyword: it has no range; ask for the value or a list of values"
            .formatted(column));
  }

  private static long earliest(Condition.Range range) {
    if (range.above() != null) {
      long bound = time(range.column(), range.above());
      return bound == Long.MAX_VALUE ? bound : bound + 1;
    }
    return range.from() != null ? time(range.column(), range.from()) : Long.MIN_VALUE;
  }

  private static long latest(Condition.Range range) {
    if (range.below() != null) {
      long bound = time(range.column(), range.below());
      return bound == Long.MIN_VALUE ? bound : bound - 1;
    }
    return range.to() != null ? time(range.column(), range.to()) : Long.MAX_VALUE;
  }

  private Query exists(String column) {
    FieldType type = type(column);
    // Every passage has all key columns.
    return type == null ? anyPassage() : new TermQuery(FilterFields.has(column, type));
  }

  private static Query anyPassage() {
    return new TermInSetQuery(
        IndexField.KIND,
        List.of(new BytesRef(IndexField.KIND_FIRST), new BytesRef(IndexField.KIND_FURTHER)));
  }

  /** The declared type, or null of a key column that is compared as the text that it is. */
  private @Nullable FieldType type(String column) {
    FieldType type = definition.filters().get(column);
    boolean key = definition.keyColumns().contains(column);
    if (type == null && !key && !definition.keyColumns().isEmpty()) {
      TreeSet<String> filterable = new TreeSet<>(definition.filters().keySet());
      filterable.addAll(definition.keyColumns());
      throw new IllegalArgumentException(
          "column '%s' can't be filtered by; there are: %s"
              .formatted(column, String.join(", ", filterable)));
    }
    return key && type == FieldType.KEYWORD ? null : type;
  }

  private static double number(String column, String value) {
    OptionalDouble number = TypedValue.number(value);
    return number.orElseThrow(() -> unreadable(column, value, "a decimal number"));
  }

  private static long time(String column, String value) {
    OptionalLong time = TypedValue.time(value);
    return time.orElseThrow(
        () ->
            unreadable(
                column,
                value,
                "a time: ISO 8601 with an offset, a date, or milliseconds since 1970"));
  }

  private static IllegalArgumentException unreadable(String column, String value, String wanted) {
    return new IllegalArgumentException(
        "column '%s' is compared with '%s', which is not %s"
            .formatted(
                column, value.length() > 100 ? value.substring(0, 100) + "…" : value, wanted));
  }
}
