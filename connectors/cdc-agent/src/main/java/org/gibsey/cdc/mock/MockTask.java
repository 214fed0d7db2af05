package org.gibsey.cdc.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.gibsey.cdc.PartitionColumns;
import org.jspecify.annotations.Nullable;

/**
 * Emits a sequence of events at a bounded rate. The source offset is the number of the last event
 * all of whose records went before, so the next run goes on behind it.
 *
 * <p>Holds {@value #BATCH} events at most, whatever Kafka does: they are made when they are asked
 * for.
 */
public final class MockTask extends SourceTask {
  /** Key of the number in the source offset; -1 stands before the first event. */
  static final String NUMBER = "event";

  static final int BATCH = 64;

  private static final Headers PARTITIONED = PartitionColumns.header(List.of("book_id"));
  private static final int IDLE_MILLIS = 50;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Running running;

  /** Called by the engine through reflection. */
  public MockTask() {}

  @Override
  public String version() {
    return MockConnector.ownVersion();
  }

  /**
   * Finds out where to go on.
   *
   * @throws ConnectException if the options are wrong or the stored offset is not one of this task
   */
  @Override
  public void start(Map<String, String> props) {
    MockOptions options = MockOptions.of(props);
    Map<String, Object> stored = context.offsetStorageReader().offset(options.partition());
    long next = 0;
    if (stored != null) {
      if (!(stored.get(NUMBER) instanceof Number number)) {
        throw new ConnectException(
            "The stored offset has no number of an event; delete the connector's offsets");
      }
      next = number.longValue() + 1;
    }
    running = new Running(options, next);
  }

  /** The next events; null, after a short wait, when none is due or the sequence is over. */
  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    Running started = running;
    if (started == null) {
      throw new ConnectException("The mock connector has not been started");
    }
    List<SourceRecord> records = started.due();
    if (!records.isEmpty()) {
      return records;
    }
    return stopped.await(IDLE_MILLIS, TimeUnit.MILLISECONDS) ? List.of() : null;
  }

  /** May be called while another thread polls. */
  @Override
  public void stop() {
    stopped.countDown();
    Running ending = running;
    if (ending != null) {
      ending.close();
    }
  }

  /** A sequence on its way; one thread polls, another may close. */
  private static final class Running {
    private final MockOptions options;
    private final Map<String, String> partition;
    private final EventSequence events;
    private final Pace pace;
    private long next;
    private boolean over;

    Running(MockOptions options, long next) {
      this.options = options;
      this.partition = options.partition();
      this.events = options.events();
      this.pace = new Pace(options.rate(), System.nanoTime());
      this.next = next;
    }

    synchronized List<SourceRecord> due() {
      int due = pace.take(BATCH, System.nanoTime());
      List<SourceRecord> records = new ArrayList<>();
      for (int i = 0; i < due && !over; i++) {
        MockEvent event = options.count() > 0 && next >= options.count() ? null : events.at(next);
        if (event == null) {
          close();
        } else {
          add(event, records);
          next++;
        }
      }
      return records;
    }

    synchronized void close() {
      over = true;
      events.close();
    }

    private void add(MockEvent event, List<SourceRecord> records) {
      if (event.tombstone()) {
        // Acknowledged alone it does not count: its tombstone would be left out.
        records.add(record(event, event.value(), next - 1));
        records.add(record(event, null, next));
      } else {
        records.add(record(event, event.value(), next));
      }
    }

    private SourceRecord record(MockEvent event, @Nullable Object value, long offset) {
      @Nullable Schema none = null;
      String topic = event.topic() == null ? options.topic() : event.topic();
      return new SourceRecord(
          partition,
          Map.of(NUMBER, offset),
          topic,
          null,
          none,
          event.key(),
          none,
          value,
          null,
          PARTITIONED);
    }
  }
}
