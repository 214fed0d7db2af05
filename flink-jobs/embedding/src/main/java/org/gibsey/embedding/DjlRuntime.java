package org.gibsey.embedding;

import java.util.concurrent.Callable;

/** What DJL must find in the process before it is first called. */
final class DjlRuntime {
  private DjlRuntime() {}

  /**
   * Runs something that loads DJL engines or native libraries.
   *
   * <p>DJL looks its engines up through the context class loader. In Flink that is the class loader
   * of a job, while DJL and this class lie in {@code lib/}; native libraries bound to a job's class
   * loader could never be loaded by the next job.
   */
  static <T> T load(String what, Callable<T> loading) {
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    // Workers are the parallelism: two workers of one thread each beat one worker of two.
    setUnlessGiven("ai.djl.pytorch.num_threads", "1");
    setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(DjlRuntime.class.getClassLoader());
    try {
      return loading.call();
    } catch (EmbeddingException e) {
      throw e;
    } catch (Exception e) {
      throw new EmbeddingException("Cannot load " + what, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
