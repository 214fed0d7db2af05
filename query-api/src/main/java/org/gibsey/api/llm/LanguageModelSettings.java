package org.gibsey.api.llm;

import java.time.Duration;
import org.gibsey.embedding.remote.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which language model writes answers, and how long it may take.
 *
 * @param provider what the server speaks, or {@link Provider#NONE} for answers in the pages' words
 * @param url address of the server: that of Ollama itself, or of an OpenAI-compatible API with its
 *     {@code /v1}; null only without a provider
 * @param name the model's name at the server; null only without a provider
 * @param connectTimeout time for a connection, 10 ms to 60 s
 * @param firstToken time until the first piece of text, 100 ms to 10 min; a server that has to load
 *     the model needs long
 * @param whole time for the whole text, every attempt included, 100 ms to 1 h
 * @param maxConcurrent texts written at once, 1 to 10000; further ones are refused
 * @param attempts most requests for one text, 1 to 10; none is repeated once text has come
 * @param firstPause pause before the second attempt, doubled before each further one; 1 ms to 10 s
 */
public record LanguageModelSettings(
    Provider provider,
    @Nullable String url,
    @Nullable String name,
    LanguageModelKey key,
    Duration connectTimeout,
    Duration firstToken,
    Duration whole,
    int maxConcurrent,
    int attempts,
    Duration firstPause) {
  /** What a server speaks. */
  public enum Provider {
    /** There is no server. */
    NONE,
    /** Ollama's own API. */
    OLLAMA,
    /** Chat completions as OpenAI has them. */
    OPENAI
  }

  private static final Duration DEFAULT_WHOLE = Duration.ofSeconds(60);

  public LanguageModelSettings {
    if (provider != Provider.NONE) {
      if (url == null || url.isBlank()) {
        throw new IllegalArgumentException("--llm-url is missing, it is the server's address");
      }
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("--llm-name is missing, it is the model's name");
      }
      ServerAddress.require("--llm-url", url, LanguageModelKey.VARIABLE);
    }
    between("connect timeout", connectTimeout, Duration.ofMillis(10), Duration.ofSeconds(60));
    between("--llm-first-token", firstToken, Duration.ofMillis(100), Duration.ofMinutes(10));
    between("--llm-timeout", whole, Duration.ofMillis(100), Duration.ofHours(1));
    between("first pause", firstPause, Duration.ofMillis(1), Duration.ofSeconds(10));
    within("--llm-concurrency", maxConcurrent, 10_000);
    within("attempts", attempts, 10);
  }

  /** No language model. */
  public static LanguageModelSettings none() {
    return of(Provider.NONE, null, null, new LanguageModelKey(null));
  }

  /** A model with 30 s for its first token and 60 s for a text, 4 at once, 3 attempts. */
  public static LanguageModelSettings of(
      Provider provider, @Nullable String url, @Nullable String name, LanguageModelKey key) {
    return new LanguageModelSettings(
        provider,
        url,
        name,
        key,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        DEFAULT_WHOLE,
        4,
        3,
        Duration.ofMillis(250));
  }

  /** The same model with other limits of time. */
  public LanguageModelSettings within(Duration first, Duration all) {
    return new LanguageModelSettings(
        provider, url, name, key, connectTimeout, first, all, maxConcurrent, attempts, firstPause);
  }

  /** The same model with other limits of work. */
  public LanguageModelSettings with(int concurrent, int requests, Duration pause) {
    return new LanguageModelSettings(
        provider, url, name, key, connectTimeout, firstToken, whole, concurrent, requests, pause);
  }

  private static void within(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are 1 to %d".formatted(option, value, max));
    }
  }

  private static void between(String option, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms, allowed are %d to %d ms"
              .formatted(option, value.toMillis(), min.toMillis(), max.toMillis()));
    }
  }
}
