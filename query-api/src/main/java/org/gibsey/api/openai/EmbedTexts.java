package org.gibsey.api.openai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.TextTokenizer;

/**
 * Vectors for many texts, without keeping readers from searching: texts go to the model in small
 * slices, one slice at a time whoever asks, so that a query waits behind one slice at most. Safe
 * for use by many threads.
 */
final class EmbedTexts {
  /** As much as the longest text: about 70 ms of one core. */
  private static final int SLICE_TOKENS = 256;

  /** Requests that may take turns with each other; further ones are refused. */
  private static final int MOST_REQUESTS = 8;

  private static final Duration MOST_TIME = Duration.ofSeconds(60);

  private final QueryEmbedder embedder;
  private final Semaphore requests = new Semaphore(MOST_REQUESTS);
  private final Semaphore turn = new Semaphore(1, true);

  EmbedTexts(QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * Unit vectors of texts, in their order, with the tokens of all texts together.
   *
   * @throws Problem when a text is longer than the model reads, the model is not loaded, or there
   *     is too much to do
   */
  Embedded of(List<String> texts) {
    Embedder model = embedder.loaded();
    if (!requests.tryAcquire()) {
      throw overloaded();
    }
    try {
      int[] tokens = count(texts, model);
      List<float[]> vectors = new ArrayList<>(texts.size());
      Deadline deadline = Deadline.in(MOST_TIME);
      int from = 0;
      int inSlice = 0;
      int all = 0;
      for (int i = 0; i < tokens.length; i++) {
        if (i > from && inSlice + tokens[i] > SLICE_TOKENS) {
          vectors.addAll(slice(texts.subList(from, i), deadline));
          from = i;
          inSlice = 0;
        }
        inSlice += tokens[i];
        all += tokens[i];
      }
      vectors.addAll(slice(texts.subList(from, tokens.length), deadline));
      return new Embedded(vectors, all);
    } finally {
      requests.release();
    }
  }

  private static int[] count(List<String> texts, Embedder model) {
    TextTokenizer tokenizer = model.tokenizer();
    int[] tokens = new int[texts.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokenizer.count(texts.get(i));
      if (tokens[i] > model.maxTokens()) {
        throw new Problem(
            ProblemType.TEXT_TOO_LONG,
            "Text %d of the field 'input' has %d tokens, the model reads at most %d."
                .formatted(i, tokens[i], model.maxTokens()));
      }
    }
    return tokens;
  }

  private List<float[]> slice(List<String> texts, Deadline deadline) {
    boolean entered = false;
    try {
      entered = turn.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (!entered) {
        throw overloaded();
      }
      return embedder.unremembered(List.copyOf(texts), deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded();
    } finally {
      if (entered) {
        turn.release();
      }
    }
  }

  private static Problem overloaded() {
    return new Problem(
        ProblemType.OVERLOADED, "Too many texts wait for their vectors; try again later.");
  }

  /** Vectors in the order of their texts. */
  record Embedded(List<float[]> vectors, int tokens) {}
}
