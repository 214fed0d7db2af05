package org.gibsey.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a model, which never cuts a text. The built-in one is the WordPiece tokenizer of
 * all-MiniLM-L6-v2: it lower-cases and drops accents.
 *
 * <p>Safe for use by several threads at once.
 */
public final class TextTokenizer {
  private static final String FILE = "tokenizer.json";
  private static final String RESOURCE = "/all-minilm-l6-v2-tokenizer.json";

  // The bundled file would cut at 128 tokens and pad to 128.
  private static final Map<String, String> WHOLE_TEXTS =
      Map.of("truncation", "false", "padding", "false");

  private static @Nullable TextTokenizer builtIn;

  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The tokenizer of the built-in model, loaded at the first call.
   *
   * @throws EmbeddingException when its definition or native library cannot be loaded
   */
  public static synchronized TextTokenizer builtIn() {
    TextTokenizer loaded = builtIn;
    if (loaded == null) {
      loaded = DjlRuntime.load("the tokenizer", TextTokenizer::load);
      builtIn = loaded;
    }
    return loaded;
  }

  /**
   * A tokenizer from a definition of the Hugging Face tokenizers library. Its own limits of length
   * and its padding are not applied.
   *
   * @param path {@code tokenizer.json}, or the folder in which it lies
   * @throws EmbeddingException when it is not there or cannot be read
   */
  public static TextTokenizer load(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    if (!Files.isRegularFile(file)) {
      throw new EmbeddingException("There is no tokenizer " + file);
    }
    return DjlRuntime.load(
        "the tokenizer " + file,
        () -> {
          try (InputStream definition = Files.newInputStream(file)) {
            return new TextTokenizer(HuggingFaceTokenizer.newInstance(definition, WHOLE_TEXTS));
          }
        });
  }

  /** The token ids of a text as the model reads them, between its special tokens. */
  public long[] ids(String text) {
    return tokenizer.encode(wellFormed(text)).getIds();
  }

  /** Tokens of a text, counted with the special tokens: 2 for an empty text with the built-in. */
  public int count(String text) {
    return ids(text).length;
  }

  /**
   * Where the tokens of a text lie in it, in the order of the text, without the special tokens:
   * with the built-in tokenizer two fewer than {@link #count}. White space and control characters
   * belong to no token of the built-in tokenizer.
   */
  public List<TokenSpan> spans(String text) {
    Encoding encoding = tokenizer.encode(wellFormed(text), false, false);
    CharSpan[] codePointSpans = encoding.getCharTokenSpans();
    List<TokenSpan> spans = new ArrayList<>(codePointSpans.length);
    Utf16Cursor cursor = new Utf16Cursor(text);
    for (@Nullable CharSpan span : codePointSpans) {
      if (span == null) {
        throw new EmbeddingException("The tokenizer gave a token without a place in its text");
      }
      int start = cursor.indexOf(span.getStart());
      spans.add(new TokenSpan(start, cursor.indexOf(span.getEnd())));
    }
    return spans;
  }

  /** Half a surrogate pair cannot cross into native code; its replacement has the same length. */
  private static String wellFormed(String text) {
    @Nullable StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      repaired = repaired == null ? new StringBuilder(text) : repaired;
      repaired.setCharAt(i, '\uFFFD');
    }
    return repaired == null ? text : repaired.toString();
  }

  private static TextTokenizer load() throws IOException {
    try (InputStream definition = TextTokenizer.class.getResourceAsStream(RESOURCE)) {
      if (definition == null) {
        throw new EmbeddingException("The classpath lacks the tokenizer " + RESOURCE);
      }
      return new TextTokenizer(HuggingFaceTokenizer.newInstance(definition, WHOLE_TEXTS));
    }
  }
}
