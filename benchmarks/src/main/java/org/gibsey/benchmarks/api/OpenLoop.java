package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests sent at fixed moments, whether or not those before were answered: readers do not wait
 * for each other. A request counts from the moment when it was due (G. Tene, "How not to measure
 * latency": no coordinated omission).
 */
final class OpenLoop {
  private OpenLoop() {}

  /**
   * Sends requests.
   *
   * @param perSecond rate, above 0
   * @param connections enough that one is free whenever a request is due
   * @param requests sent in turn
   * @return what became of each, in the order in which they were due
   */
  static List<Outcome> run(
      int port, double perSecond, Duration time, int connections, List<byte[]> requests)
      throws Exception {
    int count = (int) Math.max(1, perSecond * time.toNanos() / 1e9);
    double gap = 1e9 / perSecond;
    Outcome[] outcomes = new Outcome[count];
    AtomicInteger next = new AtomicInteger();
    List<HttpConnection> open = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        open.add(new HttpConnection(port));
      }
      long start = System.nanoTime();
      List<Future<Void>> running = new ArrayList<>();
      for (HttpConnection connection : open) {
        Callable<Void> sender =
            () -> {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long due = start + (long) (i * gap);
                outcomes[i] = send(connection, due, requests.get(i % requests.size()));
              }
              return null;
            };
        running.add(senders.submit(sender));
      }
      for (Future<Void> sender : running) {
        sender.get();
      }
    } finally {
      for (HttpConnection connection : open) {
        connection.close();
      }
    }
    return List.of(outcomes);
  }

  private static Outcome send(HttpConnection connection, long due, byte[] request)
      throws IOException {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    int status = connection.exchange(request);
    return new Outcome(due, System.nanoTime() - due, status);
  }
}
