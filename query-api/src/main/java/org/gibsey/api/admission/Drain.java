package org.gibsey.api.admission;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How requests and streams under way come to an end before the process does: nothing new is begun,
 * what runs may finish for some time, and streams that are left then are told that they end. Safe
 * for use by many threads.
 */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private static final String STOPPING =
      "This server is being stopped; send the request to another one, or again in a moment.";
  private static final String ATTRIBUTE = "gibsey.drain";

  /** Time for streams to send that they end, and no more. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Duration within;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Set<Ticket> streams = ConcurrentHashMap.newKeySet();
  private int running;
  private boolean stopping;
  private volatile boolean over;

  Drain(Duration within) {
    this.within = within;
  }

  /** Somebody who wants to know when time is up; closing it ends that. */
  public final class Ticket implements AutoCloseable {
    private final Runnable end;

    private Ticket(Runnable end) {
      this.end = end;
    }

    @Override
    public void close() {
      streams.remove(this);
    }
  }

  /**
   * What ends the process that serves a request.
   *
   * @throws IllegalStateException when the request is not served by a route
   */
  public static Drain of(Context ctx) {
    @Nullable Drain drain = ctx.attribute(ATTRIBUTE);
    if (drain == null) {
      throw new IllegalStateException("This request came by no route");
    }
    return drain;
  }

  /** Lets whoever serves a request find this. */
  public void serves(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /** Whether nothing new is begun any more. */
  public boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Whether what still runs has to end now. */
  public boolean isOver() {
    return over;
  }

  /**
   * Calls back, once or twice, when {@link #isOver} becomes true, or at once if it is.
   *
   * @param end must not wait: the thread that stops this process calls it
   */
  public Ticket whenOver(Runnable end) {
    Ticket ticket = new Ticket(end);
    streams.add(ticket);
    if (over) {
      end.run();
    }
    return ticket;
  }

  /** What a stream that has to end sends last. */
  public static Problem stopping() {
    return new Problem(ProblemType.STOPPING, STOPPING);
  }

  /** Requests under way. */
  int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a request, or other work, that {@link #leave} ends, or returns false when nothing new is
   * begun.
   */
  public boolean enter() {
    lock.lock();
    try {
      if (stopping) {
        return false;
      }
      running++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #enter} began. */
  public void leave() {
    lock.lock();
    try {
      running--;
      if (running == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins nothing new any more, and returns when what runs has ended, or its time is up. */
  public void stop() {
    lock.lock();
    try {
      stopping = true;
    } finally {
      lock.unlock();
    }
    if (!awaitIdle(within)) {
      LOG.warn(
          "{} requests did not end within {} s and are told to", running(), within.toSeconds());
      over = true;
      streams.forEach(ticket -> ticket.end.run());
      awaitIdle(LAST_WORDS);
    }
  }

  private boolean awaitIdle(Duration time) {
    long left = time.toNanos();
    lock.lock();
    try {
      while (running > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
      return running == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
