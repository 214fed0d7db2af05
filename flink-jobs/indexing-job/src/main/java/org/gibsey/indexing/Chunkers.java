package org.gibsey.indexing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.text.Chunker;

/** The chunker of every collection. */
final class Chunkers {
  private final Map<String, Chunker> chunkers = new HashMap<>();

  /**
   * Chunkers for one model.
   *
   * @param window longest text that the model reads, in tokens
   */
  Chunkers(Collections collections, int window) {
    for (CollectionDefinition definition : collections.definitions()) {
      chunkers.put(
          definition.name(), new Chunker(definition.chunk(), TextTokenizer.shared(), window));
    }
  }

  Chunker of(String collection) {
    return Objects.requireNonNull(
        chunkers.get(collection), () -> "There is no collection named " + collection);
  }
}
