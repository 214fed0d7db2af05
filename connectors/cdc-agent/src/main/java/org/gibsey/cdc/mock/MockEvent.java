package org.gibsey.cdc.mock;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, as Connect's schemaless data: maps, lists, strings, numbers, booleans and null.
 *
 * @param key the record's key
 * @param value its value; null for a tombstone
 * @param topic where it goes; null for the connector's own topic
 * @param tombstone whether a record with the same key and no value follows, as behind every delete
 */
record MockEvent(
    Map<String, @Nullable Object> key,
    @Nullable Object value,
    @Nullable String topic,
    boolean tombstone) {}
