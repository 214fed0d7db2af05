package org.gibsey.shard;

/**
 * A write that a search must see.
 *
 * @param rowKey canonical JSON object of the row's key columns
 * @param write the write, a deletion included
 */
public record ReadAfter(String rowKey, AwaitedWrite write) {}
