package org.gibsey.api.trace;

import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What the stores on a row's way know of it.
 *
 * @param written the row in Cassandra
 * @param log its change and its dead letter in Kafka
 * @param vectors its vectors in Cassandra
 * @param indexed the row in the index, or null when the index did not answer
 */
record RowTrace(
    CollectionDefinition collection,
    RowKey key,
    TraceRow.Answer<WrittenRow> written,
    LogFindings log,
    TraceRow.Answer<StoredVectors> vectors,
    @Nullable IndexedRow indexed) {

  /** The newest write that is known, in microseconds since 1970, or null. */
  @Nullable Long newestMicros() {
    @Nullable WrittenRow row = written.value();
    @Nullable Long stored = row == null ? null : row.newestMicros().orElse(null);
    @Nullable CapturedChange change = log.change();
    if (change == null || (stored != null && stored >= change.writeTimeMicros())) {
      return stored;
    }
    return change.writeTimeMicros();
  }

  /** Whether Kafka has the newest write. */
  boolean captured() {
    @Nullable CapturedChange change = log.change();
    @Nullable Long newest = newestMicros();
    return change != null && newest != null && change.writeTimeMicros() >= newest;
  }

  /** The refusal of what would have been the newest version, or null. */
  @Nullable Refusal refusal() {
    @Nullable Refusal refusal = log.refusal();
    return refusal != null && refusal.isAbout(log.change()) && !found() ? refusal : null;
  }

  /** Whether searches find the row as it was last written. */
  boolean found() {
    if (indexed == null || indexed.hit() == null) {
      return false;
    }
    @Nullable Long newest = newestMicros();
    boolean asWritten = newest == null || indexed.hit().writeTimeMicros() >= newest;
    return asWritten || Boolean.TRUE.equals(indexed.seen());
  }
}
