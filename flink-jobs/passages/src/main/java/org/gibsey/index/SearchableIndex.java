package org.gibsey.index;

import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.QueryTimeout;
import org.jspecify.annotations.Nullable;

/** One shard that can be searched, written to or not. Safe for use by many threads. */
public interface SearchableIndex {
  /** What the vectors have in common, or null before the first one. */
  @Nullable VectorSpace vectors();

  /**
   * Searches.
   *
   * @param timeout asked now and then whether to give up
   * @throws InvalidFilterException when the filter doesn't fit the index
   * @throws ModelMismatchException when the vector's dimension is another
   * @throws IllegalArgumentException when the vector's length is not 1
   * @throws SearchTimeoutException when {@code timeout} ended the search
   */
  FoundPassages search(PassageQuery query, QueryTimeout timeout)
      throws IOException, SearchTimeoutException;

  /** How common the words of a text are in this shard. */
  WordStatistics statistics(String text) throws IOException;

  /** The row's first passage with score 0, or empty when searches can't find the row. */
  Optional<FoundPassage> row(String rowKey) throws IOException;

  /**
   * One page of the rows that searches can find.
   *
   * @param after {@link IndexedRows#next} of the page before, or no bytes for the first one
   * @param limit rows after which the page ends, at least 1
   */
  IndexedRows rows(byte[] after, int limit) throws IOException;

  /** Counts what searches can find. */
  IndexCounts counts() throws IOException;
}
