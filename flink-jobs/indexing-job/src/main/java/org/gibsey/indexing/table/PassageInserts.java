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
import org.gibsey.row.Passage;

/** What {@link PassageStatements#insert} binds for every passage of a row. */
final class PassageInserts implements FlatMapFunction<EmbeddedRow, Tuple> {
  private static final long serialVersionUID = 1L;

  private final String collection;
  private final List<String> keyColumns;

  PassageInserts(String collection, List<String> keyColumns) {
    this.collection = collection;
    this.keyColumns = keyColumns;
  }

  /** Types of the bound values, in order. */
  TypeInformation<Tuple> type() {
    List<TypeInformation<?>> types = new ArrayList<>();
    keyColumns.forEach(column -> types.add(Types.STRING));
    types.addAll(List.of(Types.INT, Types.INT, Types.INT, Types.STRING, Types.STRING));
    types.add(Types.PRIMITIVE_ARRAY(Types.FLOAT));
    types.add(Types.LONG);
    return new TupleTypeInfo<>(types.toArray(TypeInformation<?>[]::new));
  }

  @Override
  public void flatMap(EmbeddedRow row, Collector<Tuple> out) {
    if (!row.row().collection().equals(collection)) {
      return;
    }
    List<String> key = KeyJson.columns(row.row().rowKey(), keyColumns);
    for (int i = 0; i < row.passages().length; i++) {
      Passage passage = row.passages()[i];
      List<Object> values = new ArrayList<>(key);
      values.add(passage.number());
      values.add(passage.start());
      values.add(passage.end());
      values.add(row.model());
      values.add(row.textHash());
      values.add(row.vectors()[i]);
      values.add(row.row().versionTimeMicros());
      out.collect(Tuples.of(values));
    }
  }
}
