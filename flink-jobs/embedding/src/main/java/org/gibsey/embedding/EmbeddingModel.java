package org.gibsey.embedding;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.gibsey.embedding.remote.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which model makes the vectors. Its name and dimension are part of the identity of every index:
 * vectors of two models never meet.
 *
 * @param name what the model is called, by its provider too where that is a server
 * @param provider who computes
 * @param location folder or {@code djl://} address of the model, or base URL of the server; null
 *     for the built-in model
 * @param dimension length of every vector, 1 to {@value #MAX_DIMENSION}
 * @param maxTokens longest text that the model reads, with its special tokens, {@value
 *     #MIN_MAX_TOKENS} to {@value #MAX_MAX_TOKENS}
 * @param tokenizer file or folder with the {@code tokenizer.json} that counts the model's tokens;
 *     null for the one in the model's folder, and for servers the built-in one as an estimate
 */
public record EmbeddingModel(
    String name,
    ModelProvider provider,
    @Nullable String location,
    int dimension,
    int maxTokens,
    @Nullable String tokenizer)
    implements Serializable {
  /** What Lucene's vector format takes. */
  public static final int MAX_DIMENSION = 4_096;

  public static final int MIN_MAX_TOKENS = 64;
  public static final int MAX_MAX_TOKENS = 131_072;

  public EmbeddingModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is empty");
    }
    if ((provider == ModelProvider.BUILT_IN) != (location == null)) {
      throw new IllegalArgumentException(
          "location is %s with the provider %s"
              .formatted(
                  location == null ? "missing" : location,
                  provider.name().toLowerCase(Locale.ROOT)));
    }
    if (provider.isServer()) {
      ServerAddress.require(Objects.requireNonNull(location));
    }
    requireBetween("dimension", dimension, 1, MAX_DIMENSION);
    requireBetween("max_tokens", maxTokens, MIN_MAX_TOKENS, MAX_MAX_TOKENS);
  }

  /** The model that this program brings along. */
  public static EmbeddingModel builtIn() {
    return new EmbeddingModel(
        MiniLm.MODEL, ModelProvider.BUILT_IN, null, MiniLm.DIMENSION, MiniLm.MAX_TOKENS, null);
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are %d to %d".formatted(name, value, least, most));
    }
  }
}
