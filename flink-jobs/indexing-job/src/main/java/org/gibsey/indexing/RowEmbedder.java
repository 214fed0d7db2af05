package org.gibsey.indexing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.gibsey.text.Chunker;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the passages of rows, again when it fails.
 *
 * <p>A row whose text a local model refuses {@value #ATTEMPTS} times leaves the index, provided
 * that the model still embeds another text. Otherwise the engine in this process is broken: the
 * future fails, because a restart may heal it, and dead letters would take out the whole book
 * unnoticed.
 *
 * <p>A model on a server was asked several times already, with pauses. When it gives no vector the
 * row leaves the index at once, be it the row's fault or the server's: the stream goes on, and the
 * dead letter can be replayed.
 */
final class RowEmbedder {
  static final int ATTEMPTS = 3;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final String PROBE = "Is the model still there?";
  private static final double SMALLEST_NORM = 1e-3;

  private final String model;
  private final Function<String, CompletableFuture<float[]>> embedding;
  private final Chunkers chunkers;
  private final boolean server;

  /**
   * An embedder of rows.
   *
   * @param model identity of the vectors
   * @param embedding embeds one text; fails with {@link EmbeddingException} when the text or the
   *     model is at fault; may block its caller
   * @param server whether the model is on a server, which asks again by itself
   */
  RowEmbedder(
      String model,
      Function<String, CompletableFuture<float[]>> embedding,
      Chunkers chunkers,
      boolean server) {
    this.server = server;
    this.model = model;
    this.embedding = embedding;
    this.chunkers = chunkers;
  }

  /** Embeds a row's passages; a row without passages is done at once. */
  CompletableFuture<EmbedOutcome> embed(RowPassages input) {
    RowVersion row = input.row();
    if (input.passages().length == 0 || row.text() == null) {
      return CompletableFuture.completedFuture(new EmbedOutcome(withoutVectors(row), null));
    }
    String textHash = TextHash.of(row.title(), row.text());
    return attempt(input, server ? ATTEMPTS : 1)
        .thenApply(vectors -> embedded(input, textHash, vectors))
        .exceptionallyCompose(failure -> judge(row, cause(failure)));
  }

  private EmbedOutcome embedded(RowPassages input, String textHash, float[][] vectors) {
    return new EmbedOutcome(
        new EmbeddedRow(input.row(), textHash, model, input.passages(), vectors), null);
  }

  private CompletableFuture<float[][]> attempt(RowPassages input, int number) {
    return vectors(input)
        .exceptionallyCompose(
            failure ->
                number == ATTEMPTS || !(cause(failure) instanceof EmbeddingException)
                    ? CompletableFuture.failedFuture(cause(failure))
                    : later(FIRST_PAUSE_MILLIS << (2 * number), () -> attempt(input, number + 1)));
  }

  private CompletableFuture<float[][]> vectors(RowPassages input) {
    Chunker chunker = chunkers.of(input.row().collection());
    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic type
    CompletableFuture<float[]>[] futures =
        Arrays.stream(input.passages())
            .map(passage -> embedding.apply(chunker.toEmbed(input.row().title(), passage)))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(futures)
        .thenApply(done -> Arrays.stream(futures).map(future -> checked(future.join())))
        .thenApply(vectors -> vectors.toArray(float[][]::new));
  }

  private CompletionStage<EmbedOutcome> judge(RowVersion row, Throwable failure) {
    if (!(failure instanceof EmbeddingException)) {
      return CompletableFuture.failedFuture(failure);
    }
    EmbedOutcome refused = refused(row, String.valueOf(failure.getMessage()));
    if (server) {
      return CompletableFuture.completedFuture(refused);
    }
    return later(FIRST_PAUSE_MILLIS, () -> embedding.apply(PROBE)).thenApply(vector -> refused);
  }

  /** The outcome for a row that gets no vectors. */
  static EmbedOutcome refused(RowVersion row, String failure) {
    return new EmbedOutcome(withoutVectors(unsearchable(row)), failure);
  }

  /** Workers of the embedding must not call it themselves: another thread does, after a pause. */
  private static <T> CompletableFuture<T> later(long millis, Supplier<CompletableFuture<T>> work) {
    Executor pause = CompletableFuture.delayedExecutor(millis, MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, pause).thenComposeAsync(done -> work.get());
  }

  /** A vector without direction has no cosine; Cassandra's vector index refuses it. */
  private static float[] checked(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += x * x;
    }
    if (!(square >= SMALLEST_NORM) || Double.isInfinite(square)) {
      throw new EmbeddingException("The model gave a vector of squared length " + square);
    }
    return vector;
  }

  private static EmbeddedRow withoutVectors(RowVersion row) {
    return new EmbeddedRow(row, "", "", new Passage[0], new float[0][]);
  }

  private static RowVersion unsearchable(RowVersion row) {
    return new RowVersion(
        row.collection(),
        row.rowKey(),
        row.writeTimeMicros(),
        row.versionTimeMicros(),
        false,
        row.replaces(),
        null,
        null,
        new FieldValue[0],
        row.source());
  }

  private static Throwable cause(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
