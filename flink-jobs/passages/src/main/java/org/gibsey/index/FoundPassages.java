package org.gibsey.index;

import java.util.List;

/**
 * Answer of one shard: a ranked list for each way to rank that was asked for.
 *
 * @param byVector best passage of each row by dot product, best first; empty when not asked for
 * @param byText best passage of each row by BM25, best first; empty when not asked for
 */
public record FoundPassages(List<FoundPassage> byVector, List<FoundPassage> byText) {}
