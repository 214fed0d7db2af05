package org.gibsey.text;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.embedding.TokenSpan;
import org.gibsey.row.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into passages that fit the model's window together with the row's title.
 *
 * <p>A passage is a window of whole sentences with at most {@link ChunkSettings#tokens()} tokens; a
 * longer sentence is cut between two tokens. A window begins with the last sentences of the one
 * before, as far as {@link ChunkSettings#overlap()} allows. Every character that is not white space
 * lies in at least one passage.
 *
 * <p>Safe for use by several threads at once.
 */
public final class Chunker {
  /** Part of the identity of derived data: changes whenever the same text is cut differently. */
  public static final int CHUNKER_VERSION = 1;

  /** Even under the longest title a passage gets this share of the window. */
  private static final int TITLE_SHARE = 4;

  /** Tokens near the window's end that are counted rather than reckoned. */
  private static final int SLACK = 16;

  private final ChunkSettings settings;
  private final TextTokenizer tokenizer;
  private final int window;

  /**
   * A chunker for one collection.
   *
   * @param window longest text that the model reads, in tokens with the special ones
   */
  public Chunker(ChunkSettings settings, TextTokenizer tokenizer, int window) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.window = window;
  }

  /**
   * The passages of a text.
   *
   * @param title the row's title, or null
   * @param text any text
   * @return passages in the order of the text; none for a blank text
   */
  public List<Passage> chunk(@Nullable String title, String text) {
    List<TokenSpan> tokens = tokenizer.spans(text);
    String prefix = prefix(title);
    int prefixTokens = tokenizer.count(prefix);
    int most = Math.min(settings.tokens(), window - prefixTokens);
    int overlap = Math.min(settings.overlap(), most / 2);
    int[] sentences = Sentences.firstTokens(text, tokens);
    Cutter cutter = new Cutter(text, prefix);
    for (TokenWindow range : TokenWindows.of(sentences, tokens.size(), most, overlap)) {
      int start = range.from() == 0 ? 0 : tokens.get(range.from()).start();
      int end = range.to() == tokens.size() ? text.length() : tokens.get(range.to()).start();
      cutter.cut(start, end, prefixTokens + range.to() - range.from());
    }
    return cutter.passages;
  }

  /**
   * What the model reads for a passage: the title, a line break and the passage. A title so long
   * that it would crowd out the passage is cut.
   */
  public String toEmbed(@Nullable String title, Passage passage) {
    return prefix(title) + passage.text();
  }

  private String prefix(@Nullable String title) {
    if (title == null || title.isBlank()) {
      return "";
    }
    List<TokenSpan> tokens = tokenizer.spans(title);
    int most = window / TITLE_SHARE;
    return (tokens.size() <= most ? title : title.substring(0, tokens.get(most).start())) + "\n";
  }

  /** Collects the passages of one text. */
  private final class Cutter {
    private final List<Passage> passages = new ArrayList<>();
    private final String text;
    private final String prefix;

    Cutter(String text, String prefix) {
      this.text = text;
      this.prefix = prefix;
    }

    /**
     * Adds a passage, or two halves of it when the model could not read it whole.
     *
     * @param expectedTokens tokens with the prefix, if the cut changes none
     */
    void cut(int from, int to, int expectedTokens) {
      int start = from;
      int end = to;
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      if (start == end) {
        return;
      }
      String passage = text.substring(start, end);
      if (end - start <= 2 || fits(start, end, passage, expectedTokens)) {
        passages.add(new Passage(passages.size(), start, end, passage));
        return;
      }
      int middle = start + (end - start) / 2;
      if (Character.isLowSurrogate(text.charAt(middle))) {
        middle++;
      }
      cut(start, middle, Integer.MAX_VALUE);
      cut(middle, end, Integer.MAX_VALUE);
    }

    /**
     * Whether the model reads all of a passage. Tokens do not cross white space, so that a cut
     * there changes none; a word cut in two can have more tokens than before.
     */
    private boolean fits(int start, int end, String passage, int expectedTokens) {
      boolean wholeWords = isBetweenWords(start) && isBetweenWords(end);
      return (wholeWords && expectedTokens <= window - SLACK)
          || tokenizer.count(prefix + passage) <= window;
    }

    private boolean isBetweenWords(int at) {
      return at == 0
          || at == text.length()
          || Character.isWhitespace(text.charAt(at - 1))
          || Character.isWhitespace(text.charAt(at));
    }
  }
}
