package org.gibsey.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
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

  private static final int CANDIDATES_PER_HIT = 2;

  private final WordSearcher searcher;
  private final RowKeys rowKeys;
  private final IndexDefinition definition;
  private final QueryTimeout timeout;
  private final boolean quantized;

  /** Makes a view for one search; it fails once {@code timeout} says so. */
  PassageSearcher(IndexReader reader, IndexDefinition definition, QueryTimeout timeout) {
    this.definition = definition;
    this.timeout = timeout;
    quantized = reader.leaves().stream().anyMatch(VectorFormats::isQuantized);
    searcher = new WordSearcher(reader, timeout);
    rowKeys = new RowKeys(reader);
  }

  FoundPassages search(PassageQuery query) throws IOException, SearchTimeoutException {
    try (RankedSearch ranked = rank(query, () -> {})) {
      return new FoundPassages(
          read(ranked, ranked.byVector()),
          read(ranked, ranked.byText()),
          ranked.highestTextScore());
    }
  }

  /**
   * Searches without reading what is stored of the passages found.
   *
   * @param view closed with the answer
   */
  RankedSearch rank(PassageQuery query, Closeable view) throws IOException, SearchTimeoutException {
    IndexReader reader = searcher.getIndexReader();
    String text = query.text();
    Set<String> words = text == null ? Set.of() : WordQuery.words(text);
    WordStatistics given = query.statistics();
    WordStatistics statistics = given == null ? WordStatistics.of(reader, words) : given;
    searcher.weighBy(statistics);
    Query filter = new FilterQuery(definition).of(query.filter());
    return new RankedSearch(
        new PassageReader(reader, query.details()),
        byVector(query, filter),
        byText(query, words, filter),
        statistics.highestScore(),
        view);
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

  private List<RankedPassage> byVector(PassageQuery query, @Nullable Query filter)
      throws IOException, SearchTimeoutException {
    float[] vector = query.vector();
    if (vector == null) {
      return List.of();
    }
    BestPassages.Ranking nearest =
        query.exact()
            ? top -> new ExactVectorSearch(searcher, timeout).nearest(vector, top, filter)
            : top -> top(nearest(vector, top, filter), top);
    int most = query.exact() ? all() : Math.min(all(), PassageQuery.MOST_CANDIDATES);
    // Who says how many candidates to keep gets what is found among these.
    boolean settleTies = query.exact() || query.candidates() == 0;
    return best(query, settleTies).of(nearest, candidates(query), most).stream()
        .map(PassageSearcher::dotProduct)
        .toList();
  }

  /** Lucene scores a dot product of unit vectors as (1 + dot) / 2. */
  private static RankedPassage dotProduct(RankedPassage ranked) {
    return new RankedPassage(ranked.rowKey(), 2 * ranked.score() - 1, ranked.document());
  }

  private Query nearest(float[] vector, int top, @Nullable Query filter) {
    Query nearest = new ApproximateVectorQuery(vector, top, filter, timeout);
    return quantized
        ? RescoreTopNQuery.createFullPrecisionRescorerQuery(nearest, vector, IndexField.VECTOR, top)
        : nearest;
  }

  private List<RankedPassage> byText(PassageQuery query, Set<String> words, @Nullable Query filter)
      throws IOException, SearchTimeoutException {
    if (words.isEmpty()) {
      return List.of();
    }
    Query any = WordQuery.anyOf(words);
    Query filtered = filter == null ? any : filtered(any, filter);
    return best(query, true).of(top -> top(filtered, top), candidates(query), all());
  }

  private BestPassages best(PassageQuery query, boolean settleTies) {
    return new BestPassages(rowKeys, query.grouping(), query.limit(), settleTies);
  }

  private int all() {
    return Math.max(1, searcher.getIndexReader().maxDoc());
  }

  private static int candidates(PassageQuery query) {
    if (query.candidates() > 0) {
      return query.candidates();
    }
    // In few steps, so that pages of one size are mostly cut from the same walk of the graph.
    int candidates = FEWEST_CANDIDATES;
    while (candidates < CANDIDATES_PER_HIT * query.limit()) {
      candidates *= 2;
    }
    return candidates;
  }

  private ScoreDoc[] top(Query query, int top) throws IOException, SearchTimeoutException {
    ScoreDoc[] found = searcher.search(query, top).scoreDocs;
    if (searcher.timedOut()) {
      throw new SearchTimeoutException();
    }
    return found;
  }

  private static List<FoundPassage> read(RankedSearch search, List<RankedPassage> ranked)
      throws IOException {
    List<FoundPassage> found = new ArrayList<>(ranked.size());
    for (RankedPassage passage : ranked) {
      found.add(search.read(passage));
    }
    return found;
  }

  private static Query filtered(Query words, Query filter) {
    return new BooleanQuery.Builder().add(words, Occur.MUST).add(filter, Occur.FILTER).build();
  }
}
