package org.gibsey.indexing;

import org.gibsey.change.DecodeResult.RejectReason;

/** Why something stays out of the index; part of the format of the dead-letter topic. */
public enum DeadLetterReason {
  /** Not UTF-8, not JSON, or not an event of Debezium's Cassandra connector. */
  MALFORMED_EVENT,
  /** The table belongs to no collection. */
  UNKNOWN_TABLE,
  /** A delete of several rows of a partition, which is not applied yet. */
  RANGE_DELETE,
  /** The row lives, and its text is missing or blank. */
  NO_TEXT,
  /** The row's text is longer than its collection allows. */
  TEXT_TOO_LONG,
  /** The model refused the row's text again and again. */
  EMBEDDING_FAILED;

  static DeadLetterReason of(RejectReason reason) {
    return switch (reason) {
      case MALFORMED_EVENT -> MALFORMED_EVENT;
      case UNKNOWN_TABLE -> UNKNOWN_TABLE;
      case RANGE_DELETE -> RANGE_DELETE;
    };
  }
}
