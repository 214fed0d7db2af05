package org.gibsey.benchmarks.checkpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.gibsey.indexing.index.AnnouncerFactory;
import org.gibsey.shard.EndpointAnnouncer;

/** Notes when all subtasks serve their shards; they are announced to nobody. */
final class Announced {
  // The operator is serialized: what it tells can only be found again by a number.
  private static final Map<Long, Announced> ALL = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private final long id = NEXT.incrementAndGet();
  private final CountDownLatch subtasks;
  private volatile long submitted;
  private volatile long last;

  Announced(int subtasks) {
    this.subtasks = new CountDownLatch(subtasks);
    ALL.put(id, this);
  }

  AnnouncerFactory factory() {
    long number = id;
    return (kafka, topic) -> {
      Announced all = ALL.get(number);
      if (all != null) {
        all.last = System.nanoTime();
        all.subtasks.countDown();
      }
      return new EndpointAnnouncer(
          new MockProducer<>(true, null, new StringSerializer(), new StringSerializer()), topic);
    };
  }

  /** The job goes to Flink now. */
  void submitted() {
    submitted = System.nanoTime();
  }

  /** Seconds from the submission until every subtask had opened its shards. */
  double awaitSeconds() throws InterruptedException {
    if (!subtasks.await(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the job does not serve its shards");
    }
    return (last - submitted) / 1e9;
  }
}
