package org.gibsey.cdc.cassandra;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.AbstractProcessor;
import io.debezium.connector.cassandra.EOFEvent;
import io.debezium.connector.cassandra.Event;
import io.debezium.connector.cassandra.Record;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Takes what the readers of segments and snapshots produce, in order: a record is emitted, the end
 * of a segment archives the segment's files. So a segment is archived only after all of its records
 * have been counted in the ledger.
 */
final class DrainEvents extends AbstractProcessor {
  private final ChangeEventQueue<Event> events;
  private final EmitRecords emit;
  private final Path archive;

  DrainEvents(ChangeEventQueue<Event> events, EmitRecords emit, Path archive) {
    super("Drain events", Duration.ZERO);
    this.events = events;
    this.emit = emit;
    this.archive = archive;
  }

  @Override
  public void process() throws IOException, InterruptedException {
    for (Event event : events.poll()) {
      if (event instanceof Record change) {
        emit.emit(change);
      } else if (event instanceof EOFEvent end) {
        SegmentFile.of(end.file.toPath()).orElseThrow().moveTo(archive);
      }
    }
  }
}
