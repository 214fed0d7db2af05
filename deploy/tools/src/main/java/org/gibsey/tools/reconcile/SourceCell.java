package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value of a row in Cassandra.
 *
 * @param value as the connector writes it
 * @param writeTimeMicros its {@code WRITETIME}, in microseconds since 1970
 * @param expiresAtMicros end of its time to live in microseconds since 1970, whole seconds; 0 for
 *     none
 */
record SourceCell(JsonNode value, long writeTimeMicros, long expiresAtMicros) {}
