package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.CassandraClient;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.CassandraSchemaFactory;
import io.debezium.connector.cassandra.CassandraSchemaFactory.CellData;
import io.debezium.connector.cassandra.CassandraSchemaFactory.CellData.ColumnType;
import io.debezium.connector.cassandra.CassandraSchemaFactory.RowData;
import io.debezium.connector.cassandra.ChangeRecord;
import io.debezium.connector.cassandra.Event;
import io.debezium.connector.cassandra.Filters;
import io.debezium.connector.cassandra.KeyValueSchema;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.OffsetPosition;
import io.debezium.connector.cassandra.Record;
import io.debezium.connector.cassandra.SourceInfo;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table whole and puts its rows on the event queue as updates, each with the time at
 * which Cassandra wrote it.
 *
 * <p>A row becomes one event per distinct write time among its cells, oldest first, each with the
 * cells of that time only. A row of which only the key exists becomes none, as CQL does not tell
 * when the key was written; nor do the static columns of a partition without rows.
 */
final class SnapshotTable {
  /** A page is held in memory, and a row may have a megabyte. */
  private static final int PAGE_SIZE = 20;

  private static final CassandraSchemaFactory EVENTS = CassandraSchemaFactory.get();

  private final CassandraConnectorConfig config;
  private final CassandraClient client;
  private final ChangeEventQueue<Event> queue;
  private final Filters filters;

  SnapshotTable(
      CassandraConnectorConfig config, CassandraClient client, ChangeEventQueue<Event> queue) {
    this.config = config;
    this.client = client;
    this.queue = queue;
    this.filters = new Filters(config.fieldExcludeList());
  }

  /**
   * Reads the table; blocks while the queue is full.
   *
   * @param schema the table and the shape of its events
   * @param progress told of every row
   * @return what the snapshot came to
   * @throws InterruptedException if the connector is stopped meanwhile
   */
  Outcome take(KeyValueSchema schema, Progress progress) throws InterruptedException {
    KeyspaceTable table = new KeyspaceTable(schema.tableMetadata());
    SnapshotQuery query = SnapshotQuery.of(schema.tableMetadata());
    int now = (int) Instant.now().getEpochSecond();
    OneBehind<Draft> events =
        new OneBehind<>((draft, last) -> queue.enqueue(record(table, schema, draft, last)));
    for (Row row : client.execute(statement(query, now))) {
      if (!progress.row()) {
        return Outcome.STOPPED;
      }
      for (Draft draft : drafts(query, row, now)) {
        events.add(draft);
      }
    }
    return events.finish() ? Outcome.QUEUED : Outcome.EMPTY;
  }

  private SimpleStatement statement(SnapshotQuery query, int now) {
    ConsistencyLevel level =
        DefaultConsistencyLevel.valueOf(config.snapshotConsistencyLevel().name());
    int pageSize = config.getSnapshotFetchSize();
    return SimpleStatement.newInstance(query.cql())
        .setConsistencyLevel(level)
        .setPageSize(pageSize > 0 ? pageSize : PAGE_SIZE)
        // TTL(…) tells the seconds left from this moment on, so the sum of both is exact.
        .setNowInSeconds(now);
  }

  private static List<Draft> drafts(SnapshotQuery query, Row row, int now) {
    List<SnapshotCell> cells = new ArrayList<>();
    for (SnapshotQuery.Column column : query.columns()) {
      if (column.role() == SnapshotQuery.Role.CELL) {
        SnapshotCell cell = cell(column, row, now);
        if (cell != null) {
          cells.add(cell);
        }
      } else if (row.isNull(column.value())) {
        return List.of(); // static columns of a partition without rows
      }
    }
    List<Draft> drafts = new ArrayList<>();
    SnapshotCell.byWriteTime(cells)
        .forEach((writtenAt, group) -> drafts.add(new Draft(writtenAt, data(query, row, group))));
    return drafts;
  }

  private static @Nullable SnapshotCell cell(SnapshotQuery.Column column, Row row, int now) {
    Object value = value(column, row);
    if (value == null || row.isNull(column.writeTime())) {
      return null;
    }
    Long expiresAt =
        column.ttl() < 0 || row.isNull(column.ttl())
            ? null
            : TimeUnit.SECONDS.toMicros((long) now + row.getInt(column.ttl()));
    return new SnapshotCell(column.name(), value, row.getLong(column.writeTime()), expiresAt);
  }

  private static @Nullable Object value(SnapshotQuery.Column column, Row row) {
    return CassandraTypeDeserializer.deserialize(column.type(), row.getBytesUnsafe(column.value()));
  }

  private static RowData data(SnapshotQuery query, Row row, List<SnapshotCell> cells) {
    RowData data = EVENTS.rowData();
    for (SnapshotQuery.Column column : query.columns()) {
      switch (column.role()) {
        case PARTITION ->
            data.addCell(cellData(column.name(), value(column, row), null, ColumnType.PARTITION));
        case CLUSTERING ->
            data.addCell(cellData(column.name(), value(column, row), null, ColumnType.CLUSTERING));
        case CELL -> {}
      }
    }
    for (SnapshotCell cell : cells) {
      data.addCell(cellData(cell.name(), cell.value(), cell.expiresAt(), ColumnType.REGULAR));
    }
    return data;
  }

  @SuppressWarnings("NullAway") // Debezium's class takes nulls, but lies in a package of ours
  private static CellData cellData(
      String name, @Nullable Object value, @Nullable Long expiresAt, ColumnType type) {
    return EVENTS.cellData(name, value, expiresAt, type);
  }

  private ChangeRecord record(
      KeyspaceTable table, KeyValueSchema schema, Draft draft, boolean last) {
    Instant writtenAt = Instant.EPOCH.plus(draft.writtenAt(), ChronoUnit.MICROS);
    return new ChangeRecord(
        new SourceInfo(
            config,
            config.clusterName(),
            OffsetPosition.defaultOffsetPosition(),
            table,
            true,
            writtenAt),
        filters.getFieldFilter(table).apply(draft.data()),
        schema.keySchema(),
        schema.valueSchema(),
        Record.Operation.UPDATE,
        last);
  }

  /** What a snapshot came to: on the queue to its last event, without any, or given up. */
  enum Outcome {
    QUEUED,
    EMPTY,
    STOPPED
  }

  /** Told of rows while they are read. */
  interface Progress {
    /** Another row has been read; false to stop. */
    boolean row();
  }

  /** The cells of a row that were written at one time, and its key. */
  private record Draft(long writtenAt, RowData data) {}
}
