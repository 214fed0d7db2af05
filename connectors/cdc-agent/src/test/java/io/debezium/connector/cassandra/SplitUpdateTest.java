package io.debezium.connector.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ClusteringBound;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.LivenessInfo;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.Slice;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.marshal.UTF8Type;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.BTreeRow;
import org.apache.cassandra.db.rows.BufferCell;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.utils.ByteBufferUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one event may be made of. */
final class SplitUpdateTest {
  private static final int NOW_SECONDS = 1_700_000_000;

  private static TableMetadata table;
  private static DecoratedKey key;

  @BeforeAll
  static void describeTable() {
    DatabaseDescriptor.clientInitialization();
    table =
        TableMetadata.builder("gibsey", "pages")
            .partitioner(Murmur3Partitioner.instance)
            .addPartitionKeyColumn("book_id", UTF8Type.instance)
            .addClusteringColumn("page_num", Int32Type.instance)
            .addRegularColumn("title", UTF8Type.instance)
            .addRegularColumn("text", UTF8Type.instance)
            .build();
    key = Murmur3Partitioner.instance.decorateKey(UTF8Type.instance.decompose("b"));
  }

  @Test
  void leavesTheCellsOfOneRowAndOneTimeAsTheyAre() {
    PartitionUpdate update = update(row(1, 10, cell("title", 10), cell("text", 10)));

    assertThat(SplitUpdate.split(update)).containsExactly(update);
  }

  @Test
  void givesEveryRowOfABatchItsOwnTime() {
    List<PartitionUpdate> parts =
        SplitUpdate.split(update(row(1, 10, cell("text", 10)), row(2, 20, cell("text", 20))));

    assertThat(parts).extracting(PartitionUpdate::maxTimestamp).containsExactly(10L, 20L);
    assertThat(parts).extracting(SplitUpdateTest::contents).containsExactly("1+text", "2+text");
  }

  @Test
  void givesTheCellsOfARowTheirTimes() {
    List<PartitionUpdate> parts =
        SplitUpdate.split(update(row(1, 10, cell("title", 20), cell("text", 10))));

    assertThat(parts).extracting(PartitionUpdate::maxTimestamp).containsExactly(10L, 20L);
    assertThat(parts).extracting(SplitUpdateTest::contents).containsExactly("1+text", "1title");
  }

  @Test
  void takesARowsDeletionAndItsNewCellsApart() {
    Row.Builder row = BTreeRow.unsortedBuilder();
    row.newRow(page(1));
    row.addRowDeletion(Row.Deletion.regular(DeletionTime.build(10, NOW_SECONDS)));
    row.addPrimaryKeyLivenessInfo(LivenessInfo.create(20, NOW_SECONDS));
    row.addCell(cell("text", 20));

    List<PartitionUpdate> parts = SplitUpdate.split(update(row.build()));

    assertThat(parts).hasSize(2);
    assertThat(parts).extracting(SplitUpdateTest::contents).containsExactly("1-10", "1+text");
    assertThat(parts.get(1).maxTimestamp()).isEqualTo(20);
  }

  @Test
  void takesTheDeletionOfThePartitionAndItsNewRowsApart() {
    PartitionUpdate.Builder builder =
        new PartitionUpdate.Builder(table, key, table.regularAndStaticColumns(), 1);
    builder.addPartitionDeletion(DeletionTime.build(10, NOW_SECONDS));
    builder.add(row(1, 20, cell("text", 20)));

    List<PartitionUpdate> parts = SplitUpdate.split(builder.build());

    assertThat(parts).extracting(PartitionUpdate::maxTimestamp).containsExactly(10L, 20L);
    assertThat(parts.get(0).partitionLevelDeletion().isLive()).isFalse();
    assertThat(parts.get(1).partitionLevelDeletion().isLive()).isTrue();
    assertThat(contents(parts.get(1))).isEqualTo("1+text");
  }

  @Test
  void takesRangesThatTouchApart() {
    PartitionUpdate.Builder builder =
        new PartitionUpdate.Builder(table, key, table.regularAndStaticColumns(), 1);
    builder.add(range(1, 5, 10));
    builder.add(range(5, 9, 20));

    List<PartitionUpdate> parts = SplitUpdate.split(builder.build());

    assertThat(parts).extracting(PartitionUpdate::maxTimestamp).containsExactly(10L, 20L);
    assertThat(parts).allSatisfy(part -> assertThat(part.deletionInfo().rangeCount()).isEqualTo(1));
  }

  private static PartitionUpdate update(Row... rows) {
    PartitionUpdate.Builder builder =
        new PartitionUpdate.Builder(table, key, table.regularAndStaticColumns(), rows.length);
    for (Row row : rows) {
      builder.add(row);
    }
    return builder.build();
  }

  private static Row row(int page, long insertedAt, Cell<?>... cells) {
    Row.Builder row = BTreeRow.unsortedBuilder();
    row.newRow(page(page));
    row.addPrimaryKeyLivenessInfo(LivenessInfo.create(insertedAt, NOW_SECONDS));
    for (Cell<?> cell : cells) {
      row.addCell(cell);
    }
    return row.build();
  }

  private static Cell<?> cell(String column, long writtenAt) {
    return BufferCell.live(
        table.getColumn(ByteBuffer.wrap(column.getBytes(UTF_8))),
        writtenAt,
        UTF8Type.instance.decompose("salt"));
  }

  private static RangeTombstone range(int from, int to, long deletedAt) {
    return new RangeTombstone(
        Slice.make(
            ClusteringBound.inclusiveStartOf(page(from)), ClusteringBound.exclusiveEndOf(page(to))),
        DeletionTime.build(deletedAt, NOW_SECONDS));
  }

  private static Clustering<?> page(int page) {
    return Clustering.make(Int32Type.instance.decompose(page));
  }

  /** Page, "-" and the time of a deletion, "+" for a row marker, names of the cells. */
  private static String contents(PartitionUpdate update) {
    List<String> contents = new ArrayList<>();
    for (Row row : update) {
      StringBuilder text = new StringBuilder();
      text.append(ByteBufferUtil.toInt(row.clustering().bufferAt(0)));
      text.append(row.deletion().isLive() ? "" : "-" + row.deletion().time().markedForDeleteAt());
      text.append(row.primaryKeyLivenessInfo().isEmpty() ? "" : "+");
      row.columns().forEach(column -> text.append(column.name));
      contents.add(text.toString());
    }
    return String.join(" ", contents);
  }
}
