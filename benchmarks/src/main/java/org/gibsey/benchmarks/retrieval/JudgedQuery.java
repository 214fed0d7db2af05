package org.gibsey.benchmarks.retrieval;

import java.util.Map;

/**
 * A query of a test set with the judgements on it.
 *
 * @param id identity within the test set
 * @param text what is asked
 * @param relevance identities of judged documents and how relevant each is; 0 and less is not
 *     relevant
 */
public record JudgedQuery(String id, String text, Map<String, Integer> relevance) {
  public JudgedQuery {
    relevance = Map.copyOf(relevance);
  }
}
