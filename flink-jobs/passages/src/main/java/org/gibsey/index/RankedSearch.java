package org.gibsey.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * What one search of one view of a shard found. Reading the text and the metadata of a passage
 * takes longer than finding it, so who merges several shards reads only what remains. Belongs to
 * one thread at a time; the view's files stay until it is closed.
 */
public final class RankedSearch implements Closeable {
  private final PassageSearcher searcher;
  private final List<RankedPassage> byVector;
  private final List<RankedPassage> byText;
  private final Closeable view;

  RankedSearch(
      PassageSearcher searcher,
      List<RankedPassage> byVector,
      List<RankedPassage> byText,
      Closeable view) {
    this.searcher = searcher;
    this.byVector = byVector;
    this.byText = byText;
    this.view = view;
  }

  /** Best passage of each row by dot product, best first; empty when not asked for. */
  public List<RankedPassage> byVector() {
    return byVector;
  }

  /** Best passage of each row by BM25, best first; empty when not asked for. */
  public List<RankedPassage> byText() {
    return byText;
  }

  /** Reads all of a passage that stands in one of the lists. */
  public FoundPassage read(RankedPassage passage) throws IOException {
    return searcher.read(passage);
  }

  @Override
  public void close() throws IOException {
    view.close();
  }
}
