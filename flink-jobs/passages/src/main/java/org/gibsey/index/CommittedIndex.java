package org.gibsey.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * What one commit of a {@link PassageIndex} held, for searches alone. It never changes. Whoever
 * closes it makes sure that nobody searches it any more.
 */
public final class CommittedIndex implements SearchableIndex, Closeable {
  private final DirectoryReader reader;
  private final IndexDefinition definition;
  private final CommitData committed;

  private CommittedIndex(DirectoryReader reader, IndexDefinition definition, CommitData committed) {
    this.reader = reader;
    this.definition = definition;
    this.committed = committed;
  }

  /**
   * Opens the newest commit.
   *
   * @param directory which must stay open until this is closed
   * @param definition what can be filtered
   * @throws IOException when the directory holds no commit, or lacks a part of it
   * @throws IllegalStateException when a newer release wrote the index
   */
  public static CommittedIndex open(Directory directory, IndexDefinition definition)
      throws IOException {
    DirectoryReader reader = DirectoryReader.open(directory);
    try {
      CommitData committed = CommitData.of(reader.getIndexCommit().getUserData());
      return new CommittedIndex(reader, definition, committed);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public @Nullable VectorSpace vectors() {
    return committed.vectors();
  }

  @Override
  public FoundPassages search(PassageQuery query, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    VectorSpace vectors = committed.vectors();
    if (query.vector() != null && vectors != null) {
      vectors.check(query.vector());
    }
    return new PassageSearcher(reader, definition, timeout).search(query);
  }

  @Override
  public WordStatistics statistics(String text) throws IOException {
    return WordStatistics.of(reader, WordQuery.words(text));
  }

  @Override
  public Optional<FoundPassage> row(String rowKey) throws IOException {
    return new PassageSearcher(reader, definition, () -> false).row(rowKey);
  }

  @Override
  public IndexedRows rows(byte[] after, int limit) throws IOException {
    return new RowPages(reader).page(after, limit);
  }

  /** {@link IndexCounts#newestWriteTimeMicros} without counting. */
  public @Nullable Long newestWriteTimeMicros() {
    return committed.newestWriteTimeMicros();
  }

  @Override
  public IndexCounts counts() throws IOException {
    int rows = count(IndexField.KIND_FIRST);
    return new IndexCounts(
        rows, rows + count(IndexField.KIND_FURTHER), committed.newestWriteTimeMicros());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private int count(String kind) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return searcher.count(new TermQuery(new Term(IndexField.KIND, kind)));
  }
}
