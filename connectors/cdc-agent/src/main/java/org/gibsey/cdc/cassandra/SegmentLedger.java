package org.gibsey.cdc.cassandra;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts, per commit log segment, the records that were handed out and that Kafka has not
 * acknowledged yet.
 *
 * <p>Every record of a segment is counted in before the segment is archived, so an archived segment
 * with nothing outstanding is entirely in Kafka. Acknowledgements may arrive in any order. Safe for
 * use from several threads.
 */
final class SegmentLedger {
  private final Map<Long, Integer> outstanding = new HashMap<>();

  /** A record of the segment was handed out. */
  synchronized void emitted(long segment) {
    outstanding.merge(segment, 1, Integer::sum);
  }

  /**
   * Kafka holds a record of the segment.
   *
   * @throws IllegalStateException if no record of the segment is outstanding
   */
  synchronized void acknowledged(long segment) {
    Integer left = outstanding.get(segment);
    if (left == null) {
      throw new IllegalStateException("Segment " + segment + " has no record outstanding");
    }
    if (left == 1) {
      outstanding.remove(segment);
    } else {
      outstanding.put(segment, left - 1);
    }
  }

  /** True if Kafka holds every record of the segment that was handed out. */
  synchronized boolean settled(long segment) {
    return !outstanding.containsKey(segment);
  }
}
