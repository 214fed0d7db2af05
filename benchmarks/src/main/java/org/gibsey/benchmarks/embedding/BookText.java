package org.gibsey.benchmarks.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.embedding.TokenSpan;

/** Stretches of a text of a wanted length. */
public final class BookText {
  private static final int SPECIAL_TOKENS = 2;

  private final String text;
  private final List<TokenSpan> tokens;

  /**
   * @param text at least a few hundred tokens
   */
  BookText(String text) {
    this.text = text;
    this.tokens = TextTokenizer.builtIn().spans(text);
  }

  /**
   * The text of all pages in the {@code pages.jsonl} of a book's folder.
   *
   * @throws IOException when it cannot be read
   */
  public static BookText read(Path folder) throws IOException {
    return ofLines(folder.resolve("pages.jsonl"));
  }

  /**
   * The texts of a file with one JSON object per line, which has a field {@code text}.
   *
   * @throws IOException when it cannot be read
   */
  static BookText ofLines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        text.append(json.readTree(line).path("text").asText()).append("\n\n");
      }
    }
    return new BookText(text.toString());
  }

  /**
   * A stretch of about so many tokens, special tokens included, from anywhere; a word that is cut
   * may have one or two tokens more.
   */
  public String ofTokens(int count, Random random) {
    int length = Math.max(1, Math.min(count - SPECIAL_TOKENS, tokens.size() - 1));
    int first = random.nextInt(tokens.size() - length);
    return text.substring(tokens.get(first).start(), tokens.get(first + length - 1).end());
  }

  /** Texts of a sample. */
  List<String> draw(TextSample sample, int count, Random random) {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(ofTokens(sample.tokens(random), random));
    }
    return texts;
  }
}
