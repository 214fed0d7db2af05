package org.gibsey.cdc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producer of one run of an engine: Kafka's own stand-in, once for each partition, so that
 * acknowledgements come in any order between partitions and in order within one, as Kafka's do.
 */
final class UnsteadyKafka extends MockProducer<@Nullable String, @Nullable String> {
  private static final int PARTITIONS = 3;

  private final Set<Integer> held;
  private final Random random;
  private final List<MockProducer<@Nullable String, @Nullable String>> partitions =
      new ArrayList<>();
  private final List<Deque<Integer>> inFlight = new ArrayList<>();
  private boolean over;

  /**
   * Creates a producer.
   *
   * @param held numbers of the records that Kafka has acknowledged, over all runs
   * @param random decides partitions and faults
   */
  UnsteadyKafka(Set<Integer> held, Random random) {
    super(Cluster.empty(), false, null, new StringSerializer(), new StringSerializer());
    this.held = held;
    this.random = random;
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(
          new MockProducer<>(
              Cluster.empty(), false, null, new StringSerializer(), new StringSerializer()));
      inFlight.add(new ArrayDeque<>());
    }
  }

  static Set<Integer> nothing() {
    return ConcurrentHashMap.newKeySet();
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<@Nullable String, @Nullable String> record, @Nullable Callback callback) {
    if (random.nextInt(20) == 0) {
      // What a producer answers that cannot hand a record over within max.block.ms.
      return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
    }
    int partition = random.nextInt(PARTITIONS);
    Future<RecordMetadata> sent = partitions.get(partition).send(record, callback);
    inFlight.get(partition).add(numberOf(record));
    notifyAll();
    return sent;
  }

  /** A dead letter stands for the event that it replaces. */
  private static int numberOf(ProducerRecord<@Nullable String, @Nullable String> record) {
    if (record.key() != null) {
      return Integer.parseInt(record.key());
    }
    try {
      return RunningAgent.JSON.readTree(record.value()).path("row_key").asInt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets Kafka answer for one record of a random partition, mostly with an acknowledgement. */
  synchronized void answerOne() {
    List<Integer> busy = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      if (!inFlight.get(i).isEmpty()) {
        busy.add(i);
      }
    }
    if (busy.isEmpty()) {
      return;
    }
    int partition = busy.get(random.nextInt(busy.size()));
    int number = inFlight.get(partition).remove();
    int fate = random.nextInt(40);
    if (fate == 0) {
      partitions.get(partition).errorNext(new AuthorizationException("not allowed"));
    } else if (fate == 1) {
      partitions.get(partition).errorNext(new RecordTooLargeException("too large"));
    } else {
      held.add(number);
      partitions.get(partition).completeNext();
    }
  }

  /** The run that uses this producer has ended. */
  synchronized void runIsOver() {
    over = true;
    notifyAll();
  }

  /** Blocks until a record is in flight or the run is over; false if it is over. */
  synchronized boolean awaitWork() throws InterruptedException {
    while (!over && inFlight.stream().allMatch(Deque::isEmpty)) {
      wait();
    }
    return !over;
  }
}
