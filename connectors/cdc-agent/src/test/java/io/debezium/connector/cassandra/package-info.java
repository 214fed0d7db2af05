@NullMarked
package io.debezium.connector.cassandra;

import org.jspecify.annotations.NullMarked;
