package org.gibsey.row;

import org.gibsey.change.ClusteringRange;

/**
 * A deletion of a stretch of a partition's rows, also of those whose older events are still to
 * come.
 *
 * @param range the rows
 * @param writeTimeMicros write time of the deletion in microseconds since 1970
 */
public record RangeTombstone(ClusteringRange range, long writeTimeMicros) {}
