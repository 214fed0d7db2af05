package org.gibsey.benchmarks.retrieval;

import java.util.List;

/**
 * Documents and judged queries.
 *
 * @param name what the figures are about
 * @param documents all documents, in the order of their file
 * @param queries the queries that have judgements, in the order of their file
 */
public record TestSet(String name, List<JudgedDocument> documents, List<JudgedQuery> queries) {
  public TestSet {
    documents = List.copyOf(documents);
    queries = List.copyOf(queries);
  }
}
