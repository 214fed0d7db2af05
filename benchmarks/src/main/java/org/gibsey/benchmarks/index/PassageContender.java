package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.util.List;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.SearchTimeoutException;

/** The product's own search of one shard: whole hits, with text and metadata. */
final class PassageContender implements Contender {
  private final String name;
  private final PassageIndex index;

  /**
   * @param index stays the caller's
   */
  PassageContender(String name, PassageIndex index) {
    this.name = name;
    this.index = index;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Searcher searcher() {
    return this::nearest;
  }

  @Override
  public void close() {}

  private int[] nearest(float[] query, int limit, int candidates, Narrowing narrowing)
      throws IOException {
    PassageQuery question =
        new PassageQuery(null, query, narrowing.filter(), limit, candidates, false);
    return numbers(search(question));
  }

  private List<FoundPassage> search(PassageQuery question) throws IOException {
    try {
      return index.search(question, () -> false).byVector();
    } catch (SearchTimeoutException e) {
      throw new IllegalStateException("A search without a timeout timed out", e);
    }
  }

  private static int[] numbers(List<FoundPassage> found) {
    return found.stream().mapToInt(passage -> TestPassages.number(passage.rowKey())).toArray();
  }
}
