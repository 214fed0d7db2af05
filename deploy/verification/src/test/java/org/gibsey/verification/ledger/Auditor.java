package org.gibsey.verification.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Reads ledgers all the time, and notes what is wrong with any of them. */
final class Auditor implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private final CqlSession session;
  private final List<String> owners;
  private final Random random;
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicInteger reads = new AtomicInteger();
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;

  Auditor(CqlSession session, List<String> owners, long seed) {
    this.session = session;
    this.owners = owners;
    this.random = new Random(seed);
    this.thread = Thread.ofPlatform().daemon().name("auditor").start(this::run);
  }

  private void run() {
    Map<String, Long> newest = new HashMap<>();
    while (going.get()) {
      try {
        Ledger ledger = Ledger.read(session, owners.get(random.nextInt(owners.size())));
        broken.addAll(Invariants.brokenBy(ledger));
        if (newest.merge(ledger.owner(), ledger.lastEntry(), Math::max) > ledger.lastEntry()) {
          broken.add(ledger.owner() + ": entries were there that are no more");
        }
        reads.incrementAndGet();
      } catch (DriverException e) {
        // Cassandra is away; what counts are the reads that it answers.
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Ledgers that were read and found right or wrong. */
  int reads() {
    return reads.get();
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  @Override
  public void close() throws InterruptedException {
    going.set(false);
    thread.join();
  }
}
