package org.gibsey.indexing;

import java.time.Instant;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * Something that stays out of the index, and why.
 *
 * @param reason class of the fault
 * @param detail what exactly is wrong, without content of the row
 * @param source the record at fault; it can be read there again
 * @param rowKey canonical JSON object of the key columns, or null when it is not known
 * @param atMillis when it was noticed, in milliseconds since 1970
 * @param key bytes of the record's key, or null when there are none or they were decoded already
 * @param value the same of its value
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record DeadLetter(
    DeadLetterReason reason,
    String detail,
    SourcePosition source,
    @Nullable String rowKey,
    long atMillis,
    byte @Nullable [] key,
    byte @Nullable [] value) {

  /** A record that could not be decoded. */
  static DeadLetter of(
      RawRecord record, DeadLetterReason reason, String detail, @Nullable String rowKey) {
    return new DeadLetter(
        reason, detail, record.source(), rowKey, now(), record.key(), record.value());
  }

  /** A row that cannot be searched. */
  static DeadLetter of(RowVersion row, DeadLetterReason reason, String detail) {
    return new DeadLetter(reason, detail, row.source(), row.rowKey(), now(), null, null);
  }

  private static long now() {
    return Instant.now().toEpochMilli();
  }
}
