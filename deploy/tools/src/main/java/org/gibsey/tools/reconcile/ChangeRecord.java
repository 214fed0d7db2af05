package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * One record for a topic of changes.
 *
 * @param key the row's key as JSON
 * @param value the event as JSON, or null for the tombstone behind a delete
 */
@SuppressWarnings("ArrayRecordComponent") // handed to Kafka as they are, never compared
record ChangeRecord(byte[] key, byte @Nullable [] value) {}
