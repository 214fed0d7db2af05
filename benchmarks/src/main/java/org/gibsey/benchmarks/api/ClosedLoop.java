package org.gibsey.benchmarks.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that ask the next question as soon as the last one is answered. */
final class ClosedLoop {
  private ClosedLoop() {}

  /** Somebody who asks. */
  interface Client extends AutoCloseable {
    /** Asks a question, and fails unless it is answered. */
    void ask(int question) throws Exception;

    @Override
    void close() throws Exception;
  }

  /** Makes clients. */
  interface Clients {
    Client open() throws Exception;
  }

  /** Answers per second of so many clients together. */
  static double perSecond(Clients clients, int count, Duration time) throws Exception {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long answers = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int first = i * 1_000;
        Callable<Integer> asking =
            () -> {
              int asked = 0;
              try (Client client = clients.open()) {
                for (; System.nanoTime() - end < 0; asked++) {
                  client.ask(first + asked);
                }
              }
              return asked;
            };
        running.add(threads.submit(asking));
      }
      for (Future<Integer> one : running) {
        answers += one.get();
      }
    }
    return answers / ((System.nanoTime() - start) / 1e9);
  }

  /** How long each of so many questions of one client took, in nanoseconds. */
  static long[] serial(Clients clients, int questions) throws Exception {
    long[] nanos = new long[questions];
    try (Client client = clients.open()) {
      for (int i = 0; i < questions; i++) {
        long start = System.nanoTime();
        client.ask(i);
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }
}
