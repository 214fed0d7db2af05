package org.gibsey.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.TextTokenizer;

/** A model without meaning, for tests of what surrounds it; waits while a test holds it. */
public final class FakeEmbedder implements Embedder {
  public final AtomicInteger calls = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  @Override
  public String model() {
    return "all-MiniLM-L6-v2";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    calls.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException("interrupted", e);
    }
    return texts.stream().map(text -> new float[] {1, 0}).toList();
  }

  @Override
  public TextTokenizer tokenizer() {
    return TextTokenizer.builtIn();
  }

  @Override
  public CompletableFuture<float[]> submit(String text) {
    return CompletableFuture.completedFuture(embed(List.of(text)).getFirst());
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public int maxTokens() {
    return 256;
  }

  @Override
  public void close() {}
}
