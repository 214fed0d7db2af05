package org.gibsey.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** One search of one point-in-time view of the index. */
final class PassageSearcher {
  // Below this, Lucene's graph search explores too few nodes to find the nearest ones: the number
  // of results asked for is also its beam width.
  private static final int FEWEST_CANDIDATES = 64;

  private static final Comparator<FoundPassage> BEST_FIRST =
      Comparator.comparing(FoundPassage::score, Comparator.reverseOrder())
          .thenComparing(FoundPassage::rowKey);

  private final IndexSearcher searcher;
  private final RowKeys rowKeys;
  private final IndexDefinition definition;
  private final QueryTimeout timeout;
  private final boolean quantized;

  /** Makes a view for one search; it fails once {@code timeout} says so. */
  PassageSearcher(IndexReader reader, IndexDefinition definition, QueryTimeout timeout) {
    this.definition = definition;
    this.timeout = timeout;
    quantized = reader.leaves().stream().anyMatch(VectorFormats::isQuantized);
    searcher = new IndexSearcher(reader);
    // The default cache is one for the whole JVM and would outlive the job's class loader.
    searcher.setQueryCache(null);
    searcher.setTimeout(timeout);
    rowKeys = new RowKeys(reader);
  }

  FoundPassages search(PassageQuery query) throws IOException, SearchTimeoutException {
    Query filter = new FilterQuery(definition).of(query.filter());
    return new FoundPassages(byVector(query, filter), byText(query, filter));
  }

  /** The row's first passage, with score 0. */
  Optional<FoundPassage> row(String rowKey) throws IOException {
    Query first =
        new BooleanQuery.Builder()
            .add(new TermQuery(KeyTerms.ofRow(rowKey)), Occur.FILTER)
            .add(new TermQuery(new Term(IndexField.KIND, IndexField.KIND_FIRST)), Occur.FILTER)
            .build();
    TopDocs found = searcher.search(first, 1);
    if (found.scoreDocs.length == 0) {
      return Optional.empty();
    }
    int doc = found.scoreDocs[0].doc;
    return Optional.of(StoredPassage.read(searcher.storedFields(), doc, rowKey, 0));
  }

  private List<FoundPassage> byVector(PassageQuery query, @Nullable Query filter)
      throws IOException, SearchTimeoutException {
    float[] vector = query.vector();
    if (vector == null) {
      return List.of();
    }
    Ranking nearest =
        query.exact()
            ? top -> new ExactVectorSearch(searcher, timeout).nearest(vector, top, filter)
            : top -> top(nearest(vector, top, filter), top);
    // Lucene scores a dot product of unit vectors as (1 + dot) / 2.
    return read(bestPerRow(nearest, query), score -> 2 * score - 1);
  }

  private Query nearest(float[] vector, int top, @Nullable Query filter) {
    Query nearest = new ApproximateVectorQuery(vector, top, filter, timeout);
    return quantized
        ? RescoreTopNQuery.createFullPrecisionRescorerQuery(nearest, vector, IndexField.VECTOR, top)
        : nearest;
  }

  private List<FoundPassage> byText(PassageQuery query, @Nullable Query filter)
      throws IOException, SearchTimeoutException {
    if (query.text() == null) {
      return List.of();
    }
    Query words = WordQuery.of(query.text());
    if (words == null) {
      return List.of();
    }
    Query filtered = filter == null ? words : filtered(words, filter);
    return read(bestPerRow(top -> top(filtered, top), query), score -> score);
  }

  /** Takes ever more passages until they belong to enough rows, or there are no more. */
  private List<ScoreDoc> bestPerRow(Ranking ranking, PassageQuery query)
      throws IOException, SearchTimeoutException {
    int all = Math.max(1, searcher.getIndexReader().maxDoc());
    int candidates = candidates(query);
    while (true) {
      int top = Math.min(candidates, all);
      ScoreDoc[] found = ranking.top(top);
      List<ScoreDoc> best = distinctRows(found, query.limit());
      if (best.size() == query.limit() || found.length < top || top == all) {
        return best;
      }
      candidates *= 4;
    }
  }

  private static int candidates(PassageQuery query) {
    return query.candidates() > 0
        ? query.candidates()
        : Math.max(FEWEST_CANDIDATES, 2 * query.limit());
  }

  private ScoreDoc[] top(Query query, int top) throws IOException, SearchTimeoutException {
    ScoreDoc[] found = searcher.search(query, top).scoreDocs;
    if (searcher.timedOut()) {
      throw new SearchTimeoutException();
    }
    return found;
  }

  private List<ScoreDoc> distinctRows(ScoreDoc[] bestFirst, int limit) throws IOException {
    Set<String> seen = new HashSet<>();
    List<ScoreDoc> best = new ArrayList<>(limit);
    for (ScoreDoc hit : bestFirst) {
      if (best.size() < limit && seen.add(rowKeys.rowKey(hit.doc))) {
        best.add(hit);
      }
    }
    return best;
  }

  private List<FoundPassage> read(List<ScoreDoc> hits, ScoreScale scale) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<FoundPassage> found = new ArrayList<>(hits.size());
    for (ScoreDoc hit : hits) {
      String rowKey = rowKeys.rowKey(hit.doc);
      found.add(StoredPassage.read(stored, hit.doc, rowKey, scale.of(hit.score)));
    }
    found.sort(BEST_FIRST);
    return found;
  }

  private static Query filtered(Query words, Query filter) {
    return new BooleanQuery.Builder().add(words, Occur.MUST).add(filter, Occur.FILTER).build();
  }

  /** Passages, best first. */
  private interface Ranking {
    ScoreDoc[] top(int count) throws IOException, SearchTimeoutException;
  }

  private interface ScoreScale {
    float of(float luceneScore);
  }
}
