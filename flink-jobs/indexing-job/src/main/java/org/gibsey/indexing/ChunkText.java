package org.gibsey.indexing;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedders;
import org.gibsey.row.Passage;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;

/** Cuts the text of a row version into passages; a version without text has none. */
final class ChunkText extends RichMapFunction<RowVersion, RowPassages> {
  private static final long serialVersionUID = 1L;

  private final Collections collections;

  private transient Chunkers chunkers;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  ChunkText(Collections collections) {
    this.collections = collections;
  }

  @Override
  public void open(OpenContext context) {
    chunkers = Chunkers.of(collections, Embedders.shared(collections.model()));
  }

  @Override
  public RowPassages map(RowVersion row) {
    if (row.text() == null) {
      return new RowPassages(row, new Passage[0]);
    }
    return new RowPassages(
        row, chunkers.of(row.collection()).chunk(row.title(), row.text()).toArray(Passage[]::new));
  }
}
