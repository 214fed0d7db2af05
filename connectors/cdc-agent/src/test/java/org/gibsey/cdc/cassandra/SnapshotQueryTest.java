package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SnapshotQueryTest {
  private static final CqlIdentifier KEYSPACE = CqlIdentifier.fromInternal("gibsey");
  private static final CqlIdentifier TABLE = CqlIdentifier.fromInternal("Notes");

  private static ColumnMetadata column(String name, DataType type, boolean isStatic) {
    return new DefaultColumnMetadata(
        KEYSPACE, TABLE, CqlIdentifier.fromInternal(name), type, isStatic);
  }

  private static SnapshotQuery query(ColumnMetadata... cells) {
    ColumnMetadata partition = column("p", DataTypes.TEXT, false);
    ColumnMetadata clustering = column("c", DataTypes.INT, false);
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    columns.put(partition.getName(), partition);
    columns.put(clustering.getName(), clustering);
    for (ColumnMetadata cell : cells) {
      columns.put(cell.getName(), cell);
    }
    return SnapshotQuery.of(
        new DefaultTableMetadata(
            KEYSPACE,
            TABLE,
            UUID.randomUUID(),
            false,
            false,
            List.of(partition),
            Map.of(clustering, ClusteringOrder.ASC),
            columns,
            Map.of(),
            Map.of()));
  }

  @Test
  void asksForTheWriteTimeAndTheTimeToLiveOfEveryCell() {
    SnapshotQuery query =
        query(column("text", DataTypes.TEXT, false), column("Owner", DataTypes.TEXT, true));

    assertThat(query.cql())
        .isEqualTo(
            "SELECT p, c, text, MAXWRITETIME(text), TTL(text),"
                + " \"Owner\", MAXWRITETIME(\"Owner\"), TTL(\"Owner\") FROM gibsey.\"Notes\"");
    assertThat(query.columns())
        .extracting(c -> c.role() + " " + c.value() + " " + c.writeTime() + " " + c.ttl())
        .containsExactly("PARTITION 0 -1 -1", "CLUSTERING 1 -1 -1", "CELL 2 3 4", "CELL 5 6 7");
  }

  @Test
  void doesNotAskForTheTimeToLiveOfACollectionOfManyCells() {
    assertThat(
            query(
                    column("l", DataTypes.listOf(DataTypes.INT), false),
                    column("s", DataTypes.setOf(DataTypes.INT), false),
                    column("m", DataTypes.mapOf(DataTypes.INT, DataTypes.INT), false),
                    column("f", DataTypes.frozenListOf(DataTypes.INT), false),
                    column("v", DataTypes.vectorOf(DataTypes.FLOAT, 2), false))
                .cql())
        .isEqualTo(
            "SELECT p, c, l, MAXWRITETIME(l), s, MAXWRITETIME(s), m, MAXWRITETIME(m),"
                + " f, MAXWRITETIME(f), TTL(f), v, MAXWRITETIME(v), TTL(v) FROM gibsey.\"Notes\"");
  }
}
