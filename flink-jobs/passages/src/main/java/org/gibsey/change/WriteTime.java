package org.gibsey.change;

import java.util.Comparator;

/**
 * When a cell was written or rows were deleted: the order of truth. Two writes compare by their
 * microseconds, and those of the same microsecond by their place in the database's own log.
 *
 * <p>Cassandra knows only the microseconds, so that its writes all have the sequence 0; of two with
 * the same time its rules for cells decide. In other databases many changes of one row may share a
 * time: all of a PostgreSQL transaction do, and MySQL counts whole seconds.
 *
 * @param micros microseconds since 1970
 * @param sequence place in the log of the database, rising; 0 where there is none
 */
public record WriteTime(long micros, long sequence) implements Comparable<WriteTime> {
  /** Before every write. */
  public static final WriteTime NONE = new WriteTime(Long.MIN_VALUE, Long.MIN_VALUE);

  private static final Comparator<WriteTime> ORDER =
      Comparator.comparingLong(WriteTime::micros).thenComparingLong(WriteTime::sequence);

  /** A time of Cassandra. */
  public static WriteTime ofMicros(long micros) {
    return new WriteTime(micros, 0);
  }

  /** Whether this is later than the other; equal times are not. */
  public boolean isAfter(WriteTime other) {
    return compareTo(other) > 0;
  }

  /** The later of two times. */
  public static WriteTime later(WriteTime a, WriteTime b) {
    return a.isAfter(b) ? a : b;
  }

  @Override
  public int compareTo(WriteTime other) {
    return ORDER.compare(this, other);
  }
}
