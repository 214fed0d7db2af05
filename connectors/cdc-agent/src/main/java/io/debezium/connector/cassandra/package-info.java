/**
 * What must live beside Debezium's own classes: the handler of mutations, which can only be
 * extended from within this package, and what it needs. Everything else is in {@code
 * org.gibsey.cdc}.
 */
@NullMarked
package io.debezium.connector.cassandra;

import org.jspecify.annotations.NullMarked;
