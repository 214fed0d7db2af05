package org.gibsey.benchmarks.index;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of some threads of this process since a moment. Threads that ended meanwhile don't
 * count.
 */
final class ThreadTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<String> prefixes;
  private final Map<Long, Long> before;

  private ThreadTimes(List<String> prefixes) {
    this.prefixes = prefixes;
    this.before = nanos();
  }

  /** From now on, of the threads whose names begin with one of these. */
  static ThreadTimes of(String... prefixes) {
    return new ThreadTimes(List.of(prefixes));
  }

  /** Seconds of all of them together. */
  double seconds() {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : nanos().entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum / 1e9;
  }

  private Map<Long, Long> nanos() {
    Map<Long, Long> nanos = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && prefixes.stream().anyMatch(thread.getThreadName()::startsWith)) {
        nanos.put(
            thread.getThreadId(), Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())));
      }
    }
    return nanos;
  }
}
