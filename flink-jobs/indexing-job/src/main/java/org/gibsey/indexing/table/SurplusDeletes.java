package org.gibsey.indexing.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.util.Collector;
import org.gibsey.row.EmbeddedRow;

/**
 * What {@link PassageStatements#deleteSurplus} binds for a row that may have had more passages. The
 * first version of a row had none before it, and is spared the tombstone.
 */
final class SurplusDeletes implements FlatMapFunction<EmbeddedRow, Tuple> {
  private static final long serialVersionUID = 1L;

  private final String collection;
  private final List<String> keyColumns;

  SurplusDeletes(String collection, List<String> keyColumns) {
    this.collection = collection;
    this.keyColumns = keyColumns;
  }

  /** Types of the bound values, in order. */
  TypeInformation<Tuple> type() {
    List<TypeInformation<?>> types = new ArrayList<>();
    types.add(Types.LONG);
    keyColumns.forEach(column -> types.add(Types.STRING));
    types.add(Types.INT);
    return new TupleTypeInfo<>(types.toArray(TypeInformation<?>[]::new));
  }

  @Override
  public void flatMap(EmbeddedRow row, Collector<Tuple> out) {
    boolean mayHaveHadMore = row.row().replaces() || !row.row().searchable();
    if (!mayHaveHadMore || !row.row().collection().equals(collection)) {
      return;
    }
    List<Object> values = new ArrayList<>();
    values.add(row.row().versionTimeMicros());
    values.addAll(KeyJson.columns(row.row().rowKey(), keyColumns));
    values.add(row.passages().length);
    out.collect(Tuples.of(values));
  }
}
