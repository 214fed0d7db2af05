package org.gibsey.indexing;

import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.row.RowPassages;

/**
 * Gives every passage its vector. The pool of the whole process makes batches of the passages that
 * wait, whichever subtask they come from.
 */
final class EmbedPassages extends RichAsyncFunction<RowPassages, EmbedOutcome> {
  private static final long serialVersionUID = 1L;

  private final Collections collections;

  private transient RowEmbedder embedder;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  EmbedPassages(Collections collections) {
    this.collections = collections;
  }

  @Override
  public void open(OpenContext context) {
    Embedder model = Embedders.shared(collections.model());
    embedder = new RowEmbedder(model.model(), model::submit, Chunkers.of(collections, model));
  }

  @Override
  public void asyncInvoke(RowPassages row, ResultFuture<EmbedOutcome> result) {
    var unused =
        embedder
            .embed(row)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    result.complete(Set.of(outcome));
                  } else {
                    result.completeExceptionally(failure);
                  }
                });
  }
}
