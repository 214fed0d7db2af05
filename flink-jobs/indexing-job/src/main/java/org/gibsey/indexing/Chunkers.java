package org.gibsey.indexing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.text.Chunker;

/** The chunker of every collection. */
final class Chunkers {
  private final Map<String, Chunker> chunkers = new HashMap<>();

  /** Chunkers for what a model reads. */
  static Chunkers of(Collections collections, Embedder embedder) {
    return new Chunkers(collections, embedder.tokenizer(), embedder.maxTokens());
  }

  /**
   * Chunkers.
   *
   * @param window longest text that the model reads, in tokens
   */
  Chunkers(Collections collections, TextTokenizer tokenizer, int window) {
    for (CollectionDefinition definition : collections.definitions()) {
      chunkers.put(definition.name(), new Chunker(definition.chunk(), tokenizer, window));
    }
  }

  Chunker of(String collection) {
    return Objects.requireNonNull(
        chunkers.get(collection), () -> "There is no collection named " + collection);
  }
}
