package org.gibsey.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a piece of work took.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds processor time of all threads of this process, those of the JVM included
 */
public record Load(double wallSeconds, double cpuSeconds) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * Does something and says what it took.
   *
   * @throws Exception when the work failed
   */
  public static Load of(Callable<?> work) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    var unused = work.call();
    return new Load((System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
  }

  /**
   * Does the same in so many threads at once, and says what all took together. All threads have
   * ended by then.
   *
   * @throws Exception what one of them threw
   */
  public static Load ofThreads(int threads, Callable<?> work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      return of(
          () -> {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
              running.add(executor.submit(work));
            }
            for (Future<?> one : running) {
              join(one);
            }
            return running;
          });
    }
  }

  private static void join(Future<?> work) throws Exception {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
