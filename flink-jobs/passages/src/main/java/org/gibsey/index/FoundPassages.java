package org.gibsey.index;

import java.util.List;

/**
 * Answer of one shard: a ranked list for each way to rank that was asked for.
 *
 * @param byVector best passages by dot product, best first; empty when not asked for
 * @param byText best passages by BM25, best first; empty when not asked for
 * @param highestTextScore the BM25 score that no passage reaches, as it would have to consist of
 *     the query's words; 0 when no words were asked for
 */
public record FoundPassages(
    List<FoundPassage> byVector, List<FoundPassage> byText, double highestTextScore) {}
