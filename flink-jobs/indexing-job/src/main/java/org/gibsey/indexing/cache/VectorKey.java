package org.gibsey.indexing.cache;

import org.gibsey.collection.ChunkSettings;
import org.gibsey.text.Chunker;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the vectors of a row's text: rows with equal keys have equal vectors, whatever
 * else they hold and whichever table they are in.
 *
 * @param model identity of the vectors
 * @param textHash hex SHA-256 of title and text, see {@link TextHash}
 * @param chunking what decides how the text is cut: the version of the chunker, its settings, the
 *     model's window, and how long the title is, which no trade of characters with the text leaves
 *     as it was
 */
public record VectorKey(String model, String textHash, String chunking) {
  /**
   * The key of a text.
   *
   * @param window longest text that the model reads, in tokens
   * @param title the row's title, or null
   * @param text the row's text
   */
  public static VectorKey of(
      String model, int window, ChunkSettings chunk, @Nullable String title, String text) {
    return new VectorKey(
        model,
        TextHash.of(title, text),
        "chunker=%d tokens=%d overlap=%d window=%d title=%s"
            .formatted(
                Chunker.CHUNKER_VERSION,
                chunk.tokens(),
                chunk.overlap(),
                window,
                title == null ? "none" : String.valueOf(title.length())));
  }
}
