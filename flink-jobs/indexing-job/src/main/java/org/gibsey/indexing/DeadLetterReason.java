package org.gibsey.indexing;

import org.gibsey.change.DecodeResult.RejectReason;

/** Why something stays out of the index; part of the format of the dead-letter topic. */
public enum DeadLetterReason {
  /** Not UTF-8, not JSON, or not a change event of Debezium. */
  MALFORMED_EVENT,
  /** The table belongs to no collection. */
  UNKNOWN_TABLE,
  /** A delete of several rows by columns whose order is not known here. */
  RANGE_DELETE,
  /** All rows of a table were deleted at once, which cannot be applied. */
  TRUNCATE,
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
      case TRUNCATE -> TRUNCATE;
    };
  }
}
