package org.gibsey.benchmarks.retrieval;

import java.util.List;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.embedding.TokenSpan;
import org.gibsey.row.Passage;
import org.gibsey.text.Chunker;

/** What becomes of a document that is longer than the model should read at once. */
enum Cutting {
  /**
   * One passage of title, a space and text, cut behind 256 tokens: {@code max_seq_length} of
   * sentence-transformers' all-MiniLM-L6-v2 and BEIR's way to join the two, with which published
   * figures were made.
   */
  WHOLE {
    @Override
    List<PassageText> passages(JudgedDocument document, Embedder model, ChunkSettings settings) {
      String text = head((document.title() + " " + document.text()).strip(), model.tokenizer());
      return List.of(new PassageText(new Passage(0, 0, text.length(), text), text));
    }
  },

  /** Passages as the stream makes them; a document counts as much as its best one. */
  CHUNKED {
    @Override
    List<PassageText> passages(JudgedDocument document, Embedder model, ChunkSettings settings) {
      Chunker chunker = new Chunker(settings, model.tokenizer(), model.maxTokens());
      String text = document.text().isBlank() ? document.title() : document.text();
      return chunker.chunk(document.title(), text).stream()
          .map(passage -> new PassageText(passage, chunker.toEmbed(document.title(), passage)))
          .toList();
    }
  };

  /** With the special tokens at both ends. */
  private static final int MAX_SEQ_LENGTH = 256;

  private static final int SPECIAL_TOKENS = 2;

  /**
   * A passage and what the model reads for it.
   *
   * @param passage the passage
   * @param toEmbed what the model reads
   */
  record PassageText(Passage passage, String toEmbed) {}

  /**
   * The passages of a document.
   *
   * @param settings used when the product's chunker cuts
   */
  abstract List<PassageText> passages(
      JudgedDocument document, Embedder model, ChunkSettings settings);

  /** The beginning of a text, at most 256 tokens of it, special tokens included. */
  static String head(String text, TextTokenizer tokenizer) {
    List<TokenSpan> tokens = tokenizer.spans(text);
    int most = MAX_SEQ_LENGTH - SPECIAL_TOKENS;
    return tokens.size() <= most ? text : text.substring(0, tokens.get(most - 1).end());
  }
}
