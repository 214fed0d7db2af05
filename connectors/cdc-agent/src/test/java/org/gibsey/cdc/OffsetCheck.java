package org.gibsey.cdc;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Runs a publisher over a source of numbered events through random batches, orders of
 * acknowledgements, refusals and crashes, starting it again behind the stored offset, until the
 * source is published.
 */
final class OffsetCheck {
  private static final int EVENTS = 60;
  private static final int LARGEST_BATCH = 8;

  private final PlantedBug bug;
  private final Random random;
  private final Set<Integer> held = UnsteadyKafka.nothing();
  private int stored = -1;

  /**
   * Creates a check.
   *
   * @param bug what the publisher suffers from
   * @param seed makes the same sequence of calls; threads may still interleave in another way
   */
  OffsetCheck(PlantedBug bug, long seed) {
    this.bug = bug;
    this.random = new Random(seed);
  }

  /**
   * Runs until all events are processed.
   *
   * @throws AssertionError if an offset was stored for an event that Kafka had not acknowledged, or
   *     Kafka lacks an event at the end
   */
  void run() throws InterruptedException {
    while (stored < EVENTS - 1) {
      runOnce();
    }
    for (int number = 0; number < EVENTS; number++) {
      if (!held.contains(number)) {
        throw new AssertionError("Event " + number + " has never reached Kafka");
      }
    }
  }

  private void runOnce() throws InterruptedException {
    UnsteadyKafka kafka = new UnsteadyKafka(held, new Random(random.nextLong()));
    var publisher =
        bug.publisher(
            kafka,
            "memory.dead-letters",
            new ConnectorStats(),
            new WaitLog(LoggerFactory.getLogger("org.gibsey.cdc.quiet"), "c", "Kafka"));
    Offsets offsets = new Offsets();
    int from = stored + 1;
    Random sizes = new Random(random.nextLong());
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread run =
        new Thread(
            () -> {
              try {
                publishAll(from, sizes, publisher, offsets);
              } catch (ConnectException | InterruptedException e) {
                // Refused or killed: the next run goes on.
              } catch (Throwable e) {
                failure.set(e);
              } finally {
                kafka.runIsOver();
              }
            });
    int crashAfter = random.nextInt(2 * EVENTS);
    run.start();
    for (int answers = 0; kafka.awaitWork(); answers++) {
      if (answers == crashAfter) {
        run.interrupt();
        run.join();
      } else {
        kafka.answerOne();
      }
    }
    run.join();
    // A process may die before the offsets it was told of are on disk, or right after.
    stored = random.nextBoolean() ? offsets.marked : offsets.finished;
    Throwable failed = failure.get();
    if (failed != null) {
      throw new AssertionError("The publisher broke its promise", failed);
    }
  }

  private static void publishAll(
      int from,
      Random sizes,
      DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> publisher,
      Offsets offsets)
      throws InterruptedException {
    int next = from;
    while (next < EVENTS) {
      List<ChangeEvent<String, String>> batch = new ArrayList<>();
      for (int left = 1 + sizes.nextInt(LARGEST_BATCH); left > 0 && next < EVENTS; left--) {
        batch.add(new NumberedEvent(next++));
      }
      publisher.handleBatch(batch, offsets);
    }
  }

  /** Takes the offsets as the engine does: marked ones are stored at the end of a batch at last. */
  private final class Offsets
      implements DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> {
    private volatile int marked = stored;
    private volatile int finished = stored;

    @Override
    public void markProcessed(ChangeEvent<String, String> record) {
      int number = ((NumberedEvent) record).number();
      for (int before = 0; before <= number; before++) {
        if (!held.contains(before)) {
          throw new AssertionError(
              "The offset of event " + number + " is stored, and Kafka lacks event " + before);
        }
      }
      marked = number;
    }

    @Override
    public void markProcessed(
        ChangeEvent<String, String> record, DebeziumEngine.Offsets sourceOffsets) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markBatchFinished() {
      finished = marked;
    }

    @Override
    public DebeziumEngine.Offsets buildOffsets() {
      throw new UnsupportedOperationException();
    }
  }
}
