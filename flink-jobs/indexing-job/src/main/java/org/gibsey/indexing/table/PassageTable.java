package org.gibsey.indexing.table;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.gibsey.row.EmbeddedRow;

/**
 * Keeps the passages of every collection that names a table there.
 *
 * <p>While Cassandra is away the sinks hold back the job, which goes on answering searches. What an
 * attempt of the job wrote after its last checkpoint the next one writes again, to the same effect.
 */
public final class PassageTable {
  private PassageTable() {}

  /** Appends an insert and a delete sink for every collection that has a table. */
  public static void attach(
      DataStream<EmbeddedRow> rows, Collections collections, CassandraCluster cluster) {
    for (CollectionDefinition definition : collections.definitions()) {
      TableName table = definition.embeddings();
      if (table != null) {
        attach(rows, definition, table, cluster);
      }
    }
  }

  private static void attach(
      DataStream<EmbeddedRow> rows,
      CollectionDefinition definition,
      TableName table,
      CassandraCluster cluster) {
    PassageStatements statements = new PassageStatements(table, definition.keyColumns());
    PassageInserts inserts = new PassageInserts(definition.name(), definition.keyColumns());
    SurplusDeletes deletes = new SurplusDeletes(definition.name(), definition.keyColumns());
    write(
        bound(rows, inserts, inserts.type(), "passage-inserts-" + definition.name()),
        statements.insert(),
        cluster,
        "insert-passages-" + definition.name());
    write(
        bound(rows, deletes, deletes.type(), "surplus-deletes-" + definition.name()),
        statements.deleteSurplus(),
        cluster,
        "delete-surplus-" + definition.name());
  }

  private static DataStream<Tuple> bound(
      DataStream<EmbeddedRow> rows,
      FlatMapFunction<EmbeddedRow, Tuple> binding,
      TypeInformation<Tuple> type,
      String uid) {
    return rows.flatMap(binding, type).uid(uid).name(uid);
  }

  private static void write(
      DataStream<Tuple> values, String statement, CassandraCluster cluster, String uid) {
    values.addSink(new PatientSink(uid, statement, cluster)).uid(uid).name(uid);
  }
}
