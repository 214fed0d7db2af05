package org.gibsey.indexing.index;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.gibsey.row.EmbeddedRow;

/** Hands rows on, and fails its task when it was told to. */
final class Trouble implements MapFunction<EmbeddedRow, EmbeddedRow> {
  private static final long serialVersionUID = 1L;

  /** Rows until the failure, by name of the log; below zero nothing happens. */
  private static final Map<String, AtomicInteger> ROWS_LEFT = new ConcurrentHashMap<>();

  private final String log;

  Trouble(String log) {
    this.log = log;
  }

  /** Fails one task once, after so many more rows of all subtasks. */
  static void after(String log, int rows) {
    ROWS_LEFT.computeIfAbsent(log, unused -> new AtomicInteger()).set(rows);
  }

  /** Whether the failure happened. */
  static boolean isOver(String log) {
    AtomicInteger left = ROWS_LEFT.get(log);
    return left == null || left.get() <= 0;
  }

  @Override
  public EmbeddedRow map(EmbeddedRow row) {
    AtomicInteger left = ROWS_LEFT.get(log);
    if (left != null && left.decrementAndGet() == 0) {
      throw new IllegalStateException("a task fails because the test wants it");
    }
    return row;
  }
}
