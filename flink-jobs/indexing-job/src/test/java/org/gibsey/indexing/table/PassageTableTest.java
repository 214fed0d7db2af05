package org.gibsey.indexing.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.driver.core.DataType;
import com.datastax.driver.core.ProtocolVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.TableName;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.Test;

final class PassageTableTest {
  private static final List<String> KEY = List.of("book_id", "page_num");

  private final PassageInserts inserts = new PassageInserts("pages", KEY);
  private final SurplusDeletes deletes = new SurplusDeletes("pages", KEY);

  @Test
  void bindsAPassagePerRowWithItsKeyAsJsonAndItsTime() throws Exception {
    List<Tuple> bound = bind(inserts, row(true, false, 2));

    assertThat(bound).hasSize(2);
    assertThat(bound.get(1).toString())
        .startsWith("(\"the \\\"salt\\\" clock\",12,1,10,20,model,hash,[")
        .endsWith(",77)");
    assertThat(bound.get(1).getArity()).isEqualTo(inserts.type().getArity());
  }

  @Test
  void deletesOnlyPassagesBehindThoseOfTheSameTimestamp() throws Exception {
    Tuple bound = bind(deletes, row(true, true, 2)).get(0);

    assertThat(bound).hasToString("(77,\"the \\\"salt\\\" clock\",12,2)");
    assertThat(bound.getArity()).isEqualTo(deletes.type().getArity());
  }

  @Test
  void deletesAllPassagesOfARowThatLeavesTheIndex() throws Exception {
    assertThat(bind(deletes, row(false, false, 0)).get(0)).asString().endsWith(",12,0)");
    assertThat(bind(inserts, row(false, false, 0))).isEmpty();
  }

  @Test
  void sparesANewRowTheTombstone() throws Exception {
    assertThat(bind(deletes, row(true, false, 2))).isEmpty();
  }

  @Test
  void leavesRowsOfOtherCollectionsAlone() throws Exception {
    assertThat(bind(new PassageInserts("notes", KEY), row(true, true, 2))).isEmpty();
    assertThat(bind(new SurplusDeletes("notes", KEY), row(true, true, 2))).isEmpty();
  }

  @Test
  void statesTheKeyOfAnyTable() {
    PassageStatements statements = new PassageStatements(TableName.parse("ks.t"), KEY);

    assertThat(statements.insert())
        .isEqualTo(
            "INSERT INTO \"ks\".\"t\" (\"book_id\", \"page_num\", passage, start_offset,"
                + " end_offset, model, text_hash, embedding) VALUES (fromJson(?), fromJson(?),"
                + " ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    assertThat(statements.deleteSurplus())
        .isEqualTo(
            "DELETE FROM \"ks\".\"t\" USING TIMESTAMP ? WHERE \"book_id\" = fromJson(?) AND"
                + " \"page_num\" = fromJson(?) AND passage >= ?");
  }

  @Test
  void writesFloatsAsCassandraStoresVectors() {
    FloatVectorCodec codec = new FloatVectorCodec();
    float[] vector = {1f, -0.5f, Float.MIN_VALUE};

    ByteBuffer bytes = Objects.requireNonNull(codec.serialize(vector, ProtocolVersion.V4));

    assertThat(bytes.remaining()).isEqualTo(12);
    assertThat(bytes.getFloat(0)).isEqualTo(1f);
    assertThat(codec.deserialize(bytes, ProtocolVersion.V4)).isEqualTo(vector);
    assertThat(codec.accepts(DataType.custom(vectorOf("FloatType , 384")))).isTrue();
    assertThat(codec.accepts(DataType.custom(vectorOf("Int32Type , 384")))).isFalse();
    assertThat(codec.accepts(DataType.cfloat())).isFalse();
  }

  private static String vectorOf(String parameters) {
    return "org.apache.cassandra.db.marshal.VectorType(org.apache.cassandra.db.marshal."
        + parameters
        + ")";
  }

  private static List<Tuple> bind(FlatMapFunction<EmbeddedRow, Tuple> binding, EmbeddedRow row)
      throws Exception {
    List<Tuple> bound = new ArrayList<>();
    binding.flatMap(row, new ListCollector<>(bound));
    return bound;
  }

  private static EmbeddedRow row(boolean searchable, boolean replaces, int passages) {
    RowVersion version =
        new RowVersion(
            "pages",
            "{\"book_id\":\"the \\\"salt\\\" clock\",\"page_num\":12}",
            77,
            77,
            searchable,
            replaces,
            null,
            searchable ? "text" : null,
            new FieldValue[0],
            new SourcePosition("t", 0, 0));
    Passage[] cut = new Passage[passages];
    float[][] vectors = new float[passages][];
    for (int i = 0; i < passages; i++) {
      cut[i] = new Passage(i, 10 * i, 10 * (i + 1), "passage");
      vectors[i] = new float[] {1, i};
    }
    return new EmbeddedRow(version, "hash", "model", cut, vectors);
  }
}
