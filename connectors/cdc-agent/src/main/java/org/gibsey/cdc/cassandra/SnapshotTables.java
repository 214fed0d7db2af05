package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.debezium.connector.cassandra.AbstractProcessor;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.CassandraConnectorConfig.SnapshotMode;
import io.debezium.connector.cassandra.KeyValueSchema;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.SchemaHolder;
import io.debezium.connector.cassandra.metrics.CassandraSnapshotMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot of every captured table that has none yet: tables that appear at any time, those
 * of the first start, or none, by {@code snapshot.mode}.
 *
 * <p>Debezium's own snapshot stamps each row with the time of the snapshot. A consumer that merges
 * by write time then takes an old value for newer than a change made while the snapshot ran, and a
 * row read just before its delete comes back.
 *
 * <p>Confined to the thread that runs {@link #start()}.
 */
final class SnapshotTables extends AbstractProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTables.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  /** How long the node may refuse to read a table before that counts as a failure. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SnapshotMode mode;
  private final LoadAllTables tables;
  private final ReplayOffsets offsets;
  private final SnapshotTable reader;
  private final CassandraSnapshotMetrics metrics;

  /** Tables looked at by this run and the id each had then; a table made anew has another. */
  private final Map<String, UUID> seen = new HashMap<>();

  /** Tables that the node refuses to read, and since when. */
  private final Map<String, Instant> refusedSince = new HashMap<>();

  private boolean looked;

  /**
   * Creates the processor.
   *
   * @param config {@code snapshot.mode} and {@code snapshot.scan.interval.ms}
   * @param tables the captured tables
   * @param offsets knows which snapshots Kafka holds
   * @param reader reads a table
   * @param metrics counters that Debezium exposes through JMX
   */
  SnapshotTables(
      CassandraConnectorConfig config,
      LoadAllTables tables,
      ReplayOffsets offsets,
      SnapshotTable reader,
      CassandraSnapshotMetrics metrics) {
    super("Take snapshots", config.snapshotPollInterval());
    this.mode = config.snapshotMode();
    this.tables = tables;
    this.offsets = offsets;
    this.reader = reader;
    this.metrics = metrics;
  }

  @Override
  public void initialize() {
    metrics.registerMetrics();
  }

  @Override
  public void destroy() {
    metrics.unregisterMetrics();
  }

  /**
   * Takes the snapshots that are due.
   *
   * @throws ConnectException if a table cannot be read
   */
  @Override
  public void process() throws InterruptedException {
    if (mode == SnapshotMode.NEVER
        || (mode == SnapshotMode.INITIAL && looked && refusedSince.isEmpty())) {
      return;
    }
    tables.await();
    looked = true;
    SchemaHolder schemas = tables.getSchemaHolder();
    Set<TableMetadata> captured = schemas.getCdcEnabledTableMetadataSet();
    refusedSince
        .keySet()
        .retainAll(captured.stream().map(t -> new KeyspaceTable(t).name()).toList());
    for (TableMetadata table : captured) {
      KeyspaceTable name = new KeyspaceTable(table);
      KeyValueSchema schema = schemas.getKeyValueSchema(name);
      // Before its changes can be decoded a change would be in neither snapshot nor stream.
      if (isRunning() && schema != null && tables.decodes(table) && due(name.name(), table)) {
        take(name.name(), schema);
      }
    }
  }

  private boolean due(String name, TableMetadata table) {
    UUID id = table.getId().orElseThrow();
    @Nullable UUID before = seen.put(name, id);
    if (before == null) {
      return !offsets.snapshotTaken(name);
    }
    if (before.equals(id)) {
      return false;
    }
    offsets.forgetSnapshot(name);
    return true;
  }

  private void take(String name, KeyValueSchema schema) throws InterruptedException {
    LOG.info("Reading table {} for its snapshot", name);
    metrics.setTableCount(1);
    metrics.startSnapshot();
    Report report = new Report(name);
    SnapshotTable.Outcome outcome;
    try {
      outcome = reader.take(schema, report);
    } catch (InvalidQueryException e) {
      metrics.abortSnapshot();
      changing(name, e);
      return;
    } catch (RuntimeException e) {
      metrics.abortSnapshot();
      throw new ConnectException(
          "Table " + name + " cannot be read for its snapshot; it begins anew with the next start",
          e);
    }
    refusedSince.remove(name);
    metrics.setRowsScanned(name, report.rows);
    switch (outcome) {
      case STOPPED -> {
        metrics.abortSnapshot();
        LOG.info("Stopped in the snapshot of {} after {} rows; it begins anew", name, report.rows);
      }
      case EMPTY -> {
        offsets.snapshotOfNothing(name);
        finished(report);
      }
      case QUEUED -> finished(report);
    }
  }

  /**
   * The node does not know the table or a column of it: it is being made, altered or dropped. The
   * definition that matches arrives in a moment, and the snapshot begins anew with it.
   */
  private void changing(String name, InvalidQueryException refusal) {
    Instant since = refusedSince.computeIfAbsent(name, unused -> Instant.now());
    if (since.plus(PATIENCE).isBefore(Instant.now())) {
      throw new ConnectException(
          "Cassandra has refused to read table " + name + " for " + PATIENCE, refusal);
    }
    LOG.info("Table {} is changing; its snapshot begins anew", name);
    seen.remove(name);
  }

  private void finished(Report report) {
    metrics.completeTable();
    metrics.stopSnapshot();
    LOG.info("Read table {} for its snapshot, {} rows", report.table, report.rows);
  }

  /** Logs how far a long snapshot has come. */
  private final class Report implements SnapshotTable.Progress {
    private final String table;
    private long rows;
    private Instant next = Instant.now().plus(REPORT_EVERY);

    Report(String table) {
      this.table = table;
    }

    @Override
    public boolean row() {
      rows++;
      Instant now = Instant.now();
      if (now.isAfter(next)) {
        next = now.plus(REPORT_EVERY);
        metrics.setRowsScanned(table, rows);
        LOG.info("The snapshot of {} has read {} rows so far", table, rows);
      }
      return isRunning();
    }
  }
}
