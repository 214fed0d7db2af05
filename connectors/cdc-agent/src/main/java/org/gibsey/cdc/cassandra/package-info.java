/**
 * The Cassandra 5 source connector: Debezium's reading of mutations, with our own wiring around it.
 *
 * <p>What differs from Debezium's connector, and where: it starts ({@link
 * org.gibsey.cdc.cassandra.CassandraSourceTask}); vectors ({@code VectorTypes}); a segment is
 * deleted only when Kafka holds all of it ({@code SegmentLedger}, {@code DeleteAcknowledged}); what
 * an earlier run had archived is read again ({@code RestoreSegments}); offsets never point into the
 * middle of a mutation or a snapshot ({@code ReplayOffsets}); a snapshot tells when each cell was
 * written ({@code SnapshotTables}); altered tables stay decodable ({@code LoadAllTables}); what
 * Cassandra left behind is read and taken away ({@code OrphanedSegments}); nothing unreadable is
 * passed over silently ({@code ReadSegments}); a failing thread fails the task ({@code
 * ProcessorThreads}).
 */
@NullMarked
package org.gibsey.cdc.cassandra;

import org.jspecify.annotations.NullMarked;
