package org.gibsey.shard;

/**
 * Where a passage stands in one ranking.
 *
 * @param rank from 1
 * @param score what the ranking is ordered by
 */
record Place(int rank, float score) {}
