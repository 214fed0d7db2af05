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
  private final PassageReader reader;
  private final List<RankedPassage> byVector;
  private final List<RankedPassage> byText;
  private final double highestTextScore;
  private final Closeable view;

  RankedSearch(
      PassageReader reader,
      List<RankedPassage> byVector,
      List<RankedPassage> byText,
      double highestTextScore,
      Closeable view) {
    this.reader = reader;
    this.byVector = byVector;
    this.byText = byText;
    this.highestTextScore = highestTextScore;
    this.view = view;
  }

  /** Best passages by dot product, best first; empty when not asked for. */
  public List<RankedPassage> byVector() {
    return byVector;
  }

  /** Best passages by BM25, best first; empty when not asked for. */
  public List<RankedPassage> byText() {
    return byText;
  }

  /** See {@link FoundPassages#highestTextScore}. */
  public double highestTextScore() {
    return highestTextScore;
  }

  /** Reads all of a passage that stands in one of the lists. */
  public FoundPassage read(RankedPassage passage) throws IOException {
    return reader.read(passage);
  }

  @Override
  public void close() throws IOException {
    view.close();
  }
}
