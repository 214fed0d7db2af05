package org.gibsey.shard;

import java.util.List;

/**
 * Answer of all shards together; never of only some of them.
 *
 * @param hits best first, one per row
 * @param shards number of shards that answered
 */
public record SearchResult(List<PassageHit> hits, int shards) {}
