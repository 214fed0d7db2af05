package org.gibsey.api.receipts;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.gibsey.api.search.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions to several stores at once, all of which must be answered by one moment. */
final class Questions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deadline until;

  Questions(Deadline until) {
    this.until = until;
  }

  /** Asks in a thread of its own. */
  <T> Future<T> ask(Callable<T> question) {
    return threads.submit(question);
  }

  /** What to make of an answer, or of there being none in time. */
  <T, R> R answer(Future<T> asked, Function<T, R> given, R otherwise) {
    try {
      return given.apply(asked.get(until.remaining().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("A place of a receipt does not answer", e);
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }

  /** Gives up what is still asked, and waits for none of it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
