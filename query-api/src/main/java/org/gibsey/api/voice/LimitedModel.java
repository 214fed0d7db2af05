package org.gibsey.api.voice;

import java.util.function.Consumer;
import org.gibsey.api.llm.Generation;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.Prompt;
import org.gibsey.api.search.Deadline;

/**
 * A language model that is stopped when its server forgets the most tokens of an answer.
 *
 * @param tokens counts them for servers that do not
 */
record LimitedModel(LanguageModel model, Tokens tokens) {
  /** No model's tokens are longer than this on average, in UTF-16 units. */
  private static final int LONGEST_TOKEN = 8;

  /** As {@link LanguageModel#generate}; an estimate never exceeds the most tokens asked for. */
  Generation generate(Prompt prompt, Consumer<String> deltas, Deadline until) {
    StringBuilder text = new StringBuilder();
    int most = prompt.maxTokens();
    try {
      Generation done =
          model.generate(
              prompt,
              piece -> {
                text.append(piece);
                deltas.accept(piece);
                if (text.length() > most * LONGEST_TOKEN) {
                  throw new Endless();
                }
              },
              until);
      // An estimate may count in shorter tokens than the server, which kept to its own.
      return done.estimated() ? limited(done, most) : done;
    } catch (Endless e) {
      int read =
          prompt.messages().stream().mapToInt(message -> tokens.asModel(message.text())).sum();
      return new Generation(text.toString(), read, most, true, Generation.End.LENGTH);
    }
  }

  private static Generation limited(Generation done, int most) {
    return new Generation(
        done.text(),
        done.promptTokens(),
        Math.min(done.completionTokens(), most),
        true,
        done.end());
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Endless() {
      super("the answer is longer than was asked for", null, false, false);
    }
  }
}
