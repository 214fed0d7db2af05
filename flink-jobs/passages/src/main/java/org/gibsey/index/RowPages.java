package org.gibsey.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * Lists the searchable rows of one point-in-time view of the index, in the order of their terms.
 */
final class RowPages {
  private final IndexReader reader;
  private final RowKeys rowKeys;
  private final StoredFields stored;

  RowPages(IndexReader reader) throws IOException {
    this.reader = reader;
    this.rowKeys = new RowKeys(reader);
    this.stored = reader.storedFields();
  }

  /**
   * One page.
   *
   * @param after {@link IndexedRows#next} of the page before, or no bytes for the first one
   * @param limit rows after which the page ends
   */
  IndexedRows page(byte[] after, int limit) throws IOException {
    List<IndexedRow> rows = new ArrayList<>();
    Terms terms = MultiTerms.getTerms(reader, IndexField.ROW_KEY);
    if (terms == null) {
      return new IndexedRows(rows, null);
    }
    Bits live = MultiBits.getLiveDocs(reader);
    TermsEnum each = terms.iterator();
    PostingsEnum documents = null;
    boolean more = seekBehind(each, new BytesRef(after));
    while (more && rows.size() < limit) {
      documents = each.postings(documents, PostingsEnum.NONE);
      for (int doc = documents.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = documents.nextDoc()) {
        if (live == null || live.get(doc)) {
          addFirstPassage(doc, rows);
        }
      }
      if (rows.size() >= limit) {
        return new IndexedRows(rows, BytesRef.deepCopyOf(each.term()).bytes);
      }
      more = each.next() != null;
    }
    return new IndexedRows(rows, null);
  }

  private static boolean seekBehind(TermsEnum terms, BytesRef after) throws IOException {
    return switch (terms.seekCeil(after)) {
      case END -> false;
      case NOT_FOUND -> true;
      case FOUND -> terms.next() != null;
    };
  }

  private void addFirstPassage(int doc, List<IndexedRow> rows) throws IOException {
    Document document = stored.document(doc);
    var number = document.getField(IndexField.NUMBER);
    if (number != null && number.numericValue().intValue() == 0) {
      rows.add(StoredPassage.row(document, rowKeys.rowKey(doc), rowKeys.versionTime(doc)));
    }
  }
}
