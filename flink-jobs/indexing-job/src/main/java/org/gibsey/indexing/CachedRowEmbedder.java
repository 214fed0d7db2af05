package org.gibsey.indexing;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.gibsey.indexing.cache.EmbeddingCache;
import org.gibsey.indexing.cache.SharedWork;
import org.gibsey.indexing.cache.SharedWork.Claim;
import org.gibsey.indexing.cache.VectorKey;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/**
 * Embeds no text twice: takes the vectors of a row from the cache, or from a row in flight with the
 * same text, and lets the row be embedded only when neither has them. New vectors are kept while
 * the row goes on.
 */
final class CachedRowEmbedder implements AutoCloseable {
  /** Rows on their way, which Flink limits to fewer, and writes of rows that have gone on. */
  static final int PLACES = 192;

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Function<RowPassages, CompletableFuture<EmbedOutcome>> embedder;
  private final Function<RowVersion, VectorKey> keys;
  private final EmbeddingCache cache;
  private final IntConsumer saved;
  private final SharedWork work = new SharedWork();
  private final Semaphore places = new Semaphore(PLACES);

  /** Embedding may wait for a place in the model's queue: never in a thread of the store. */
  private final ExecutorService misses =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("embedding-misses").factory());

  /** A row, and whether it was embedded for it. */
  private record Result(EmbedOutcome outcome, boolean computed) {}

  /**
   * An embedder of rows.
   *
   * @param embedder embeds a row's passages; may block its caller
   * @param keys the key of a row with a text
   * @param cache closed with this
   * @param saved told how many passages of a row were not embedded; by any thread
   */
  CachedRowEmbedder(
      Function<RowPassages, CompletableFuture<EmbedOutcome>> embedder,
      Function<RowVersion, VectorKey> keys,
      EmbeddingCache cache,
      IntConsumer saved) {
    this.embedder = embedder;
    this.keys = keys;
    this.cache = cache;
    this.saved = saved;
  }

  /**
   * Embeds a row's passages; a row without passages is done at once. Waits only while many writes
   * to the cache are under way.
   */
  CompletableFuture<EmbedOutcome> embed(RowPassages input) throws InterruptedException {
    if (input.passages().length == 0 || input.row().text() == null) {
      return embedder.apply(input);
    }
    VectorKey key = keys.apply(input.row());
    places.acquire();
    Claim claim = work.claim(key);
    CompletableFuture<Result> result =
        (claim.first() ? cache.find(key, input.passages().length) : claim.vectors())
            .thenCompose(found -> found.map(v -> hit(input, key, v)).orElseGet(() -> miss(input)))
            .whenComplete((done, failure) -> finish(claim, done));
    return result.thenApply(Result::outcome);
  }

  private CompletableFuture<Result> hit(RowPassages input, VectorKey key, float[][] vectors) {
    saved.accept(vectors.length);
    EmbeddedRow row =
        new EmbeddedRow(input.row(), key.textHash(), key.model(), input.passages(), vectors);
    return CompletableFuture.completedFuture(new Result(new EmbedOutcome(row, null), false));
  }

  private CompletableFuture<Result> miss(RowPassages input) {
    return CompletableFuture.completedFuture(input)
        .thenComposeAsync(embedder, misses)
        .thenApply(outcome -> new Result(outcome, true));
  }

  private void finish(Claim claim, @Nullable Result result) {
    work.found(claim, result == null ? Optional.empty() : vectors(result.outcome()));
    CompletableFuture<?> kept =
        result != null && result.computed()
            ? vectors(result.outcome())
                .map(vectors -> cache.keep(claim.key(), vectors))
                .orElse(DONE)
            : DONE;
    var unused =
        kept.whenComplete(
            (done, failure) -> {
              // Not before the vectors are stored: the next look-up would miss them.
              work.done(claim);
              places.release();
            });
  }

  private static Optional<float[][]> vectors(EmbedOutcome outcome) {
    return outcome.failure() == null ? Optional.of(outcome.row().vectors()) : Optional.empty();
  }

  /** Rows that are still on their way may never be done. */
  @Override
  public void close() {
    misses.shutdownNow();
    work.close();
    cache.close();
  }
}
