package org.gibsey.api.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Keeps what fits into a number of tokens: whole stretches, or whole sentences of one. */
final class TokenBudget {
  private final ToIntFunction<String> tokens;

  /**
   * A budget.
   *
   * @param tokens tokens of a text
   */
  TokenBudget(ToIntFunction<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * What fits, in the same order. A stretch that does not fit is cut to the sentences around the
   * beginning of its best passage; when not even one fits it is left out, and a later one may fit.
   *
   * @param ranked best first
   * @param budget most tokens of all texts together
   */
  List<Stretch> within(List<Stretch> ranked, int budget) {
    List<Stretch> kept = new ArrayList<>();
    int left = budget;
    for (Stretch next : ranked) {
      Optional<Stretch> fitting = fitting(next, left);
      if (fitting.isPresent()) {
        kept.add(fitting.get());
        left -= fitting.get().tokens();
      }
    }
    return kept;
  }

  private Optional<Stretch> fitting(Stretch stretch, int left) {
    if (left <= 0) {
      return Optional.empty();
    }
    int all = tokens.applyAsInt(stretch.text());
    if (all <= left) {
      return Optional.of(stretch.part(0, stretch.text().length(), all));
    }
    List<Sentences.Span> sentences = Sentences.of(stretch.text());
    int from = first(stretch, sentences);
    if (from == sentences.size()) {
      return Optional.empty();
    }
    int to = from + 1;
    if (count(stretch, sentences, from, to) > left) {
      return Optional.empty();
    }
    while (to < sentences.size() && count(stretch, sentences, from, to + 1) <= left) {
      to++;
    }
    while (from > 0 && count(stretch, sentences, from - 1, to) <= left) {
      from--;
    }
    return Optional.of(
        stretch.part(
            sentences.get(from).start(),
            sentences.get(to - 1).end(),
            count(stretch, sentences, from, to)));
  }

  /** The sentence that the best passage begins with. */
  private static int first(Stretch stretch, List<Sentences.Span> sentences) {
    int wanted = stretch.best().passage().start() - stretch.start();
    int first = 0;
    while (first < sentences.size() && sentences.get(first).end() <= wanted) {
      first++;
    }
    return first;
  }

  private int count(Stretch stretch, List<Sentences.Span> sentences, int from, int to) {
    return tokens.applyAsInt(
        stretch.text().substring(sentences.get(from).start(), sentences.get(to - 1).end()));
  }
}
