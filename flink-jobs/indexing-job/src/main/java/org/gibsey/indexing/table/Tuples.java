package org.gibsey.indexing.table;

import java.util.List;
import org.apache.flink.api.java.tuple.Tuple;

/** Tuples whose length is known only from a table's key. */
final class Tuples {
  private Tuples() {}

  static Tuple of(List<Object> values) {
    Tuple tuple = Tuple.newInstance(values.size());
    for (int i = 0; i < values.size(); i++) {
      tuple.setField(values.get(i), i);
    }
    return tuple;
  }
}
