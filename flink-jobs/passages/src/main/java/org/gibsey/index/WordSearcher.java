package org.gibsey.index;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.gibsey.index.WordStatistics.FieldSize;
import org.jspecify.annotations.Nullable;

/** A searcher that weighs words by the statistics that it is given, those of all shards. */
final class WordSearcher extends IndexSearcher {
  private WordStatistics statistics = WordStatistics.none();

  WordSearcher(IndexReader reader, QueryTimeout timeout) {
    super(reader);
    // The default cache is one for the whole JVM and would outlive the job's class loader.
    setQueryCache(null);
    setTimeout(timeout);
  }

  /** Says by what to weigh the words of the searches that follow. */
  void weighBy(WordStatistics words) {
    statistics = words;
  }

  @Override
  public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
    FieldSize size =
        switch (field) {
          case IndexField.TITLE -> statistics.title();
          case IndexField.TEXT -> statistics.text();
          default -> throw new IllegalArgumentException("no words are searched in " + field);
        };
    if (size.passages() == 0) {
      return null;
    }
    long words = Math.max(size.passages(), size.words());
    return new CollectionStatistics(
        field, size.passages(), size.passages(), words, size.passages());
  }

  /**
   * The same for both fields: Lucene takes the higher number of passages of those fields in which
   * this index has the word, and another shard may have it in the other one.
   */
  @Override
  public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq) {
    // More than this index has when its own rows were not counted yet.
    long passages = Math.max(1, statistics.frequency(term.text()).passages());
    return new TermStatistics(term.bytes(), passages, Math.max(passages, totalTermFreq));
  }
}
