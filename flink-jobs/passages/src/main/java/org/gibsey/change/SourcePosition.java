package org.gibsey.change;

/**
 * Where a change event lies in Kafka: the provenance of everything derived from it.
 *
 * @param topic name of the topic
 * @param partition Kafka partition, from 0
 * @param offset offset of the record in its partition, from 0
 */
public record SourcePosition(String topic, int partition, long offset) {}
