package org.gibsey.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** From documents to row keys and back, within one point-in-time view of the index. */
final class RowKeys {
  private final List<LeafReaderContext> leaves;

  RowKeys(IndexReader reader) {
    this.leaves = reader.leaves();
  }

  /** Key of the row that a document belongs to. */
  String rowKey(int doc) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    BinaryDocValues keys = leaf.reader().getBinaryDocValues(IndexField.ROW_KEY);
    if (keys == null || !keys.advanceExact(doc - leaf.docBase)) {
      throw new IllegalStateException("a document belongs to no row");
    }
    return keys.binaryValue().utf8ToString();
  }

  /** Version time of the row that a document belongs to, in microseconds since 1970. */
  long versionTime(int doc) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    NumericDocValues times = leaf.reader().getNumericDocValues(IndexField.VERSION_TIME);
    if (times == null || !times.advanceExact(doc - leaf.docBase)) {
      throw new IllegalStateException("a document has no version time");
    }
    return times.longValue();
  }

  /**
   * Version time of a row, gone or not, in microseconds since 1970; null when it was never seen.
   */
  @Nullable Long versionTime(String rowKey) throws IOException {
    int doc = document(rowKey);
    return doc == DocIdSetIterator.NO_MORE_DOCS ? null : Long.valueOf(versionTime(doc));
  }

  /** Any document of a row, gone or not; {@code NO_MORE_DOCS} when it was never seen. */
  int document(String rowKey) throws IOException {
    Term term = KeyTerms.ofRow(rowKey);
    for (LeafReaderContext leaf : leaves) {
      int doc = firstLive(leaf, term);
      if (doc != DocIdSetIterator.NO_MORE_DOCS) {
        return leaf.docBase + doc;
      }
    }
    return DocIdSetIterator.NO_MORE_DOCS;
  }

  private static int firstLive(LeafReaderContext leaf, Term term) throws IOException {
    var terms = leaf.reader().terms(term.field());
    if (terms == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    TermsEnum found = terms.iterator();
    if (!found.seekExact(term.bytes())) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    Bits live = leaf.reader().getLiveDocs();
    PostingsEnum docs = found.postings(null, PostingsEnum.NONE);
    int doc = docs.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
      doc = docs.nextDoc();
    }
    return doc;
  }
}
