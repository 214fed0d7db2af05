package org.gibsey.embedding;

import java.util.concurrent.CompletableFuture;

/** One text that waits for its vector: token ids with the special tokens, and the promise. */
final class EmbeddingRequest {
  private final long[] ids;
  private final CompletableFuture<float[]> vector = new CompletableFuture<>();

  EmbeddingRequest(long[] ids) {
    this.ids = ids;
  }

  long[] ids() {
    return ids;
  }

  int tokens() {
    return ids.length;
  }

  CompletableFuture<float[]> vector() {
    return vector;
  }

  void fail(EmbeddingException reason) {
    vector.completeExceptionally(reason);
  }
}
