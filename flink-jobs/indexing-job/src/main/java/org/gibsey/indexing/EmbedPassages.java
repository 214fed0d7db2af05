package org.gibsey.indexing;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.indexing.cache.EmbeddingCache;
import org.gibsey.indexing.cache.VectorKey;
import org.gibsey.indexing.cache.VectorStore;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * Gives every passage its vector, the one that its text got before if there is a cache and the row
 * does not belong to someone, who may want it forgotten. The pool of the whole process makes batches of the passages that wait, whichever subtask they come from.
 */
final class EmbedPassages extends RichAsyncFunction<RowPassages, EmbedOutcome> {
  /** Texts handed to the model, each passage and each repetition one. */
  static final String COMPUTED = "embeddingsComputed";

  /** Passages whose vectors were there already. */
  static final String SAVED = "embeddingsSaved";

  /** Look-ups and writes of rows that the cache did not do, and damaged entries. */
  static final String CACHE_FAILURES = "embeddingCacheFailures";

  private static final long serialVersionUID = 1L;

  private final Collections collections;
  private final VectorStore.@Nullable Factory store;

  private transient RowEmbedder embedder;
  private transient boolean server;
  private transient @Nullable CachedRowEmbedder cached;

  /**
   * The function.
   *
   * @param store keeps vectors of texts, or null when every text is to be embedded
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  EmbedPassages(Collections collections, VectorStore.@Nullable Factory store) {
    this.collections = collections;
    this.store = store;
  }

  @Override
  public void open(OpenContext context) throws InterruptedException {
    Embedder model = Embedders.shared(collections.model());
    server = collections.model().provider().isServer();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    Counter computed = counter(metrics, COMPUTED);
    Counter saved = counter(metrics, SAVED);
    Counter failures = counter(metrics, CACHE_FAILURES);
    embedder =
        new RowEmbedder(
            model.model(),
            text -> {
              computed.inc();
              return model.submit(text);
            },
            Chunkers.of(collections, model),
            server);
    if (store != null) {
      EmbeddingCache cache = new EmbeddingCache(store.open(), model.dimension(), failures::inc);
      cached = new CachedRowEmbedder(embedder::embed, row -> key(model, row), cache, saved::inc);
      cache.awaitStore();
    }
  }

  private static Counter counter(MetricGroup metrics, String name) {
    return metrics.counter(name, new ThreadSafeSimpleCounter());
  }

  private VectorKey key(Embedder model, RowVersion row) {
    return VectorKey.of(
        model.model(),
        model.maxTokens(),
        collections.require(row.collection()).chunk(),
        row.title(),
        String.valueOf(row.text()));
  }

  @Override
  public void asyncInvoke(RowPassages row, ResultFuture<EmbedOutcome> result)
      throws InterruptedException {
    CachedRowEmbedder cache = cached;
    // What belongs to someone leaves no vectors behind under the hash of its text.
    boolean owned = collections.require(row.row().collection()).isOwned();
    CompletableFuture<EmbedOutcome> outcome =
        cache == null || owned ? embedder.embed(row) : cache.embed(row);
    var unused =
        outcome.whenComplete(
            (done, failure) -> {
              if (failure == null) {
                result.complete(Set.of(done));
              } else {
                result.completeExceptionally(failure);
              }
            });
  }

  @Override
  public void close() {
    if (cached != null) {
      cached.close();
    }
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
