package org.gibsey.index;

import java.util.ArrayList;
import java.util.List;
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
   * @throws InvalidFilterException when the filter doesn't fit the definition
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
    // One clause for all values: Lucene refuses a query of more than 1,024.
    Query typed =
        type == FieldType.NUMBER
            ? DoubleField.newSetQuery(
                field, values.stream().mapToDouble(value -> number(column, value)).toArray())
            : LongField.newSetQuery(
                field, values.stream().mapToLong(value -> time(column, value)).toArray());
    if (!definition.keyColumns().contains(column)) {
      return typed;
    }
    // Documents from before the column was declared know its text alone.
    return new BooleanQuery.Builder()
        .add(terms(IndexField.KEY_COLUMN + column, values), Occur.SHOULD)
        .add(typed, Occur.SHOULD)
        .build();
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
    throw new InvalidFilterException(
        "column '%s' is a keyword, which has no range: allowed are equal, in and exists"
            .formatted(column));
  }

  private static long earliest(Condition.Range range) {
    if (range.above() != null) {
      return time(range.column(), range.above()) + 1;
    }
    return range.from() != null ? time(range.column(), range.from()) : Long.MIN_VALUE;
  }

  private static long latest(Condition.Range range) {
    if (range.below() != null) {
      return time(range.column(), range.below()) - 1;
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
      throw new InvalidFilterException(
          "column '%s' can't be filtered by; there are: %s"
              .formatted(column, String.join(", ", filterable)));
    }
    return key && type == FieldType.KEYWORD ? null : type;
  }

  private static double number(String column, String value) {
    return TypedValue.number(value)
        .orElseThrow(() -> TypedValue.refused(column, value, TypedValue.NUMBER_RULE));
  }

  private static long time(String column, String value) {
    return TypedValue.time(value)
        .orElseThrow(() -> TypedValue.refused(column, value, TypedValue.TIME_RULE));
  }
}
