package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene's vector query alone, over the very segments of the product: no more than the numbers of
 * the passages.
 */
final class LuceneContender implements Contender {
  // As the product names its fields.
  private static final String VECTOR = "vector";
  private static final String ROW_KEY = "row_key";

  private final String name;
  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final int[] numbers;

  private LuceneContender(String name, FSDirectory directory, DirectoryReader reader)
      throws IOException {
    this.name = name;
    this.directory = directory;
    this.reader = reader;
    this.numbers = numbers(reader);
  }

  /** Opens the newest commit in a folder. */
  static LuceneContender open(String name, Path folder) throws IOException {
    FSDirectory directory = FSDirectory.open(folder);
    return new LuceneContender(name, directory, DirectoryReader.open(directory));
  }

  @Override
  public String name() {
    return name;
  }

  /** Number of segments. */
  int segments() {
    return reader.leaves().size();
  }

  @Override
  public Searcher searcher() {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return (query, limit, candidates, narrowing) -> {
      if (!narrowing.filter().isEmpty()) {
        throw new IllegalArgumentException("searches without a filter alone");
      }
      var found = searcher.search(new KnnFloatVectorQuery(VECTOR, query, candidates), limit);
      return Arrays.stream(found.scoreDocs).mapToInt(hit -> numbers[hit.doc]).toArray();
    };
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      reader.close();
    }
  }

  private static int[] numbers(DirectoryReader reader) throws IOException {
    int[] numbers = new int[reader.maxDoc()];
    for (LeafReaderContext leaf : reader.leaves()) {
      BinaryDocValues keys = leaf.reader().getBinaryDocValues(ROW_KEY);
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        if (!keys.advanceExact(doc)) {
          throw new IOException("a document has no row key");
        }
        numbers[leaf.docBase + doc] = TestPassages.number(keys.binaryValue().utf8ToString());
      }
    }
    return numbers;
  }
}
