package org.gibsey.verification.faults;

import java.util.List;
import java.util.Map;

/**
 * What both sides hold of a run's books at about one moment.
 *
 * @param pages the rows of Cassandra that have a text: the truth
 * @param textEnds offset behind the last character of each page's text that is not white space
 * @param indexed what the shards list; the same key twice if a shard holds it twice
 * @param passages what the job wrote to Cassandra
 */
record Snapshot(
    Map<PageKey, PageRow> pages,
    Map<PageKey, Integer> textEnds,
    List<PageRow> indexed,
    List<PassageRow> passages) {}
