package org.gibsey.change;

import org.jspecify.annotations.Nullable;

/** What became of one Kafka record. */
public sealed interface DecodeResult {
  /** The record is a change of a collection. */
  record Decoded(ChangeEvent event) implements DecodeResult {}

  /** The record is in order and says nothing about a collection. */
  record Skipped(SkipReason reason) implements DecodeResult {}

  /**
   * The record cannot be applied.
   *
   * @param reason class of the fault
   * @param detail what exactly is wrong, without any content of the row
   * @param rowKey canonical JSON object of the key, or null when it could not be read
   */
  record Rejected(RejectReason reason, String detail, @Nullable String rowKey)
      implements DecodeResult {}

  /** Why a record was passed over. */
  enum SkipReason {
    /** A null value, which follows every delete for the sake of log compaction. */
    TOMBSTONE,
    /** Only columns changed that no collection reads. */
    OTHER_COLUMNS,
    /** A message that somebody wrote into the log of the database, not a change of a row. */
    LOG_MESSAGE
  }

  /** Why a record cannot be applied. */
  enum RejectReason {
    /** Not UTF-8, not JSON, or not a change event of Debezium. */
    MALFORMED_EVENT,
    /** The table belongs to no collection. */
    UNKNOWN_TABLE,
    /** A delete of rows by columns whose order is not known here, so that it cannot be applied. */
    RANGE_DELETE,
    /** All rows of a table were deleted at once, which reaches no key and so cannot be applied. */
    TRUNCATE
  }
}
