package org.gibsey.row;

import org.gibsey.change.ClusteringRange;
import org.gibsey.change.WriteTime;

/**
 * A deletion of a stretch of a partition's rows, also of those whose older events are still to
 * come.
 *
 * @param range the rows
 * @param writeTime when they were deleted
 */
public record RangeTombstone(ClusteringRange range, WriteTime writeTime) {}
