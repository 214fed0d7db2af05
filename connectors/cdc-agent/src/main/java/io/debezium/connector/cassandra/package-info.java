/**
 * The one class that must live beside Debezium's own, because what it extends can only be
 * constructed from within this package. Everything else is in {@code org.gibsey.cdc}.
 */
@NullMarked
package io.debezium.connector.cassandra;

import org.jspecify.annotations.NullMarked;
