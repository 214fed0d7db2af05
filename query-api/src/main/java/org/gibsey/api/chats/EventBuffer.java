package org.gibsey.api.chats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Events of a turn between the one who makes them and the one who stores them. Pieces of text that
 * wait become one piece; the one who makes them waits when too much does. Safe for use by these two
 * threads.
 */
final class EventBuffer {
  /** Most UTF-16 units of text in one event. */
  static final int LONGEST_DELTA = 2_000;

  /** Events that may wait. */
  private static final int MOST = 32;

  /** Events that are stored together. */
  private static final int TOGETHER = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<AnswerEvent> waiting = new ArrayDeque<>();
  private boolean closed;
  private int lastSeq;

  /**
   * Adds an event, as soon as there is room.
   *
   * @throws CancellationException when the thread was interrupted
   */
  void add(AnswerEvent event) {
    lock.lock();
    try {
      if (event instanceof Delta delta) {
        addText(delta.text());
      } else {
        awaitRoom();
        waiting.addLast(event);
      }
      changed.signalAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the turn was ended");
    } finally {
      lock.unlock();
    }
  }

  private void addText(String text) throws InterruptedException {
    String rest = text;
    if (waiting.peekLast() instanceof Delta last) {
      int end = cut(rest, LONGEST_DELTA - last.text().length());
      waiting.removeLast();
      waiting.addLast(new Delta(last.text() + rest.substring(0, end)));
      rest = rest.substring(end);
    }
    while (!rest.isEmpty()) {
      awaitRoom();
      int end = cut(rest, LONGEST_DELTA);
      waiting.addLast(new Delta(rest.substring(0, end)));
      rest = rest.substring(end);
    }
  }

  /** Where to cut a text so that no character is cut in two. */
  private static int cut(String text, int most) {
    if (most <= 0 || text.length() <= most) {
      return Math.max(0, Math.min(most, text.length()));
    }
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  private void awaitRoom() throws InterruptedException {
    while (waiting.size() >= MOST) {
      changed.signalAll();
      changed.await();
    }
  }

  /** No more events come. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events that wait, numbered.
   *
   * @param most how long to wait for one
   * @return none when there was none in time, null when no more come
   */
  @Nullable List<TurnEvent> take(Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (waiting.isEmpty()) {
        return closed ? null : List.of();
      }
      List<TurnEvent> taken = new ArrayList<>();
      while (!waiting.isEmpty() && taken.size() < TOGETHER) {
        AnswerEvent event = waiting.removeFirst();
        taken.add(
            new TurnEvent(
                ++lastSeq, name(event), new String(Json.bytes(event), StandardCharsets.UTF_8)));
      }
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets text come together for a while, unless it is complete. */
  void gather(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (!closed && waiting.size() < TOGETHER && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private static String name(AnswerEvent event) {
    return switch (event) {
      case Retrieval retrieval -> "retrieval";
      case Citation citation -> "citation";
      case Delta delta -> "delta";
      case Done done -> throw new IllegalArgumentException("the end is no event on the way");
    };
  }
}
