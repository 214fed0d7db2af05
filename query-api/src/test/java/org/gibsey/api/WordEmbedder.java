package org.gibsey.api;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.TextTokenizer;

/**
 * A model that needs no weights: every word has a random direction of its own, and a text points
 * where its words do. Texts that share words are near to each other.
 */
final class WordEmbedder implements Embedder {
  static final int DIMENSION = 384;

  static float[] vector(String text) {
    double[] sum = new double[DIMENSION];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      Random direction = new Random(word.hashCode());
      for (int i = 0; i < DIMENSION; i++) {
        sum[i] += direction.nextGaussian();
      }
    }
    double squares = 0;
    for (double component : sum) {
      squares += component * component;
    }
    float[] unit = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      unit[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return unit;
  }

  @Override
  public String model() {
    return "words";
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return texts.stream().map(WordEmbedder::vector).toList();
  }

  @Override
  public CompletableFuture<float[]> submit(String text) {
    return CompletableFuture.completedFuture(vector(text));
  }

  @Override
  public TextTokenizer tokenizer() {
    return TextTokenizer.builtIn();
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
