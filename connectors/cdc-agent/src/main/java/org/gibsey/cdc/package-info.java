/**
 * The CDC agent: connectors registered over a Kafka Connect shaped REST, each run by a Debezium
 * engine that publishes to Kafka.
 */
@NullMarked
package org.gibsey.cdc;

import org.jspecify.annotations.NullMarked;
