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
  private transient boolean server;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  EmbedPassages(Collections collections) {
    this.collections = collections;
  }

  @Override
  public void open(OpenContext context) {
    Embedder model = Embedders.shared(collections.model());
    server = collections.model().provider().isServer();
    embedder =
        new RowEmbedder(model.model(), model::submit, Chunkers.of(collections, model), server);
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

  /**
   * A local engine that takes so long hangs, and the job must start again; a server may be slow.
   */
  @Override
  public void timeout(RowPassages row, ResultFuture<EmbedOutcome> result) throws Exception {
    if (server) {
      result.complete(Set.of(RowEmbedder.refused(row.row(), "there was no vector in time")));
    } else {
      super.timeout(row, result);
    }
  }
}
