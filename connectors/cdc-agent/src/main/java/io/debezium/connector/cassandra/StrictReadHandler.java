package io.debezium.connector.cassandra;

import io.debezium.connector.cassandra.metrics.CassandraStreamingMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.commitlog.CommitLogDescriptor;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.db.rows.UnfilteredRowIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns mutations of a commit log segment into change events, and refuses to pass over a mutation
 * it cannot read.
 *
 * <p>Debezium's handler logs such a mutation and goes on, so a row written right after {@code ALTER
 * TABLE … ADD} is lost when the new column is not known here yet. This one throws, which leaves the
 * reader where it was; it reads again once the schema has arrived. A mutation that stays unreadable
 * can be skipped with {@link #tolerate()}.
 *
 * <p>Confined to the thread that reads segments.
 */
public final class StrictReadHandler extends Cassandra5CommitLogReadHandlerImpl {
  private static final Logger LOG = LoggerFactory.getLogger(StrictReadHandler.class);

  private int handledTo;
  private int skipped;
  private boolean tolerant;

  /**
   * Creates a handler that puts its events on the context's queue.
   *
   * @param context the connector's running context
   * @param metrics counters that Debezium exposes through JMX
   */
  public StrictReadHandler(CassandraConnectorContext context, CassandraStreamingMetrics metrics) {
    super(context, metrics);
  }

  /** Starts a pass over a segment: nothing handled, nothing tolerated. */
  public void begin() {
    handledTo = 0;
    skipped = 0;
    tolerant = false;
  }

  /** Lets the current pass skip what cannot be read, counting it. */
  public void tolerate() {
    tolerant = true;
  }

  /** Position, in bytes from the segment's start, behind the last mutation handled; 0 if none. */
  public int handledTo() {
    return handledTo;
  }

  /** How many unreadable places this pass has skipped. */
  public int skipped() {
    return skipped;
  }

  @Override
  public void handleMutation(
      Mutation mutation, int size, int entryLocation, CommitLogDescriptor descriptor) {
    if (!tolerant && mutation.trackedByCDC() && writesDroppedColumn(mutation)) {
      throw new UncheckedIOException(
          new IOException("A column that was dropped is written; its new definition is awaited"));
    }
    for (PartitionUpdate update : mutation.getPartitionUpdates()) {
      for (PartitionUpdate part : SplitUpdate.split(update)) {
        super.handleMutation(new Mutation(part), size, entryLocation, descriptor);
      }
    }
    handledTo = entryLocation;
  }

  /**
   * True if a cell of a dropped column has outlived the drop: the column was added again, and its
   * new definition is not here yet. Events made now would leave the cell out.
   */
  private static boolean writesDroppedColumn(Mutation mutation) {
    for (PartitionUpdate update : mutation.getPartitionUpdates()) {
      if (update.metadata().droppedColumns.isEmpty()) {
        continue;
      }
      try (UnfilteredRowIterator rows = update.unfilteredIterator()) {
        while (rows.hasNext()) {
          if (rows.next() instanceof Row row
              && row.columns().stream()
                  .anyMatch(column -> update.metadata().getColumn(column.name) == null)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * A mutation or a whole segment that cannot be decoded.
   *
   * @throws UncheckedIOException unless this pass tolerates it
   */
  @Override
  public void handleUnrecoverableError(CommitLogReadException exception) {
    refuse(exception);
  }

  /**
   * A section whose checksum or length is wrong.
   *
   * @return false: what follows the section is still worth reading
   * @throws UncheckedIOException unless this pass tolerates it
   */
  @Override
  public boolean shouldSkipSegmentOnError(CommitLogReadException exception) {
    refuse(exception);
    return false;
  }

  private void refuse(CommitLogReadException exception) {
    if (!tolerant) {
      throw new UncheckedIOException(exception);
    }
    skipped++;
    LOG.error("Skipped an unreadable place in the commit log, reason {}", exception.reason);
  }
}
