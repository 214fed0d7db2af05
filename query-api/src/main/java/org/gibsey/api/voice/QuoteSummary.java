package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gibsey.api.retrieve.Sentences;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/**
 * A summary of sentences that were said: of each side those that are nearest to the mean of all of
 * its own, in the order in which they were said, a line for each.
 */
record QuoteSummary(QueryEmbedder embedder, Tokens tokens) {
  /** Most tokens of a summary. */
  static final int MOST_TOKENS = 200;

  private static final int MOST_OF_EACH = 4;

  /** Cosine from which two sentences say the same. */
  private static final double SAME = 0.9;

  /** Most tokens of one sentence. */
  private static final int LONGEST = 60;

  /** Sentences looked at, the last ones. */
  private static final int MOST_CANDIDATES = 64;

  private static final String READER = "Reader: ";
  private static final String CHARACTER = "Character: ";

  Summary of(Summary before, List<Exchange> said, Deadline until) {
    List<String> lines = new ArrayList<>(before.text().lines().toList());
    for (Exchange exchange : said) {
      add(READER, exchange.message(), lines);
      List<String> quotes = Phrases.quotes(exchange.reply());
      if (quotes.isEmpty()) {
        add(CHARACTER, Phrases.isNothing(exchange.reply()) ? "" : exchange.reply(), lines);
      } else {
        quotes.forEach(quote -> add(CHARACTER, quote, lines));
      }
    }
    List<String> last =
        lines.subList(Math.max(0, lines.size() - MOST_CANDIDATES), lines.size()).stream()
            .distinct()
            .toList();
    return new Summary(String.join("\n", central(last, until)), Progress.furthest(before, said));
  }

  private void add(String side, String text, List<String> lines) {
    String plain = Spoken.plain(Spoken.uncited(text)).replaceAll("\\s+", " ");
    for (Sentences.Span sentence : Sentences.of(plain)) {
      String words = tokens.beginning(sentence.of(plain), LONGEST);
      if (!words.isEmpty()) {
        lines.add(side + words);
      }
    }
  }

  private List<String> central(List<String> lines, Deadline until) {
    List<float[]> vectors =
        embedder.unremembered(
            lines.stream().map(line -> tokens.beginning(line, 2 * LONGEST)).toList(), until);
    List<Integer> chosen = new ArrayList<>();
    chosen.addAll(nearest(side(lines, true), vectors));
    chosen.addAll(nearest(side(lines, false), vectors));
    List<String> kept = new ArrayList<>();
    int left = MOST_TOKENS;
    for (int i : chosen.stream().sorted(Comparator.reverseOrder()).toList()) {
      int cost = tokens.of(lines.get(i));
      if (cost <= left) {
        left -= cost;
        kept.addFirst(lines.get(i));
      }
    }
    return kept;
  }

  /** Places of the lines of one side. What a model noted before counts as the character's. */
  private static List<Integer> side(List<String> lines, boolean reader) {
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).startsWith(READER) == reader)
        .boxed()
        .toList();
  }

  private static List<Integer> nearest(List<Integer> places, List<float[]> vectors) {
    if (places.isEmpty()) {
      return List.of();
    }
    float[] mean = new float[vectors.getFirst().length];
    for (int place : places) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vectors.get(place)[i];
      }
    }
    List<Integer> byNearness =
        places.stream()
            .sorted(
                Comparator.comparingDouble((Integer place) -> dot(mean, vectors.get(place)))
                    .reversed())
            .toList();
    List<Integer> chosen = new ArrayList<>();
    for (int next : byNearness) {
      boolean repeats =
          chosen.stream().anyMatch(other -> dot(vectors.get(next), vectors.get(other)) >= SAME);
      if (!repeats && chosen.size() < MOST_OF_EACH) {
        chosen.add(next);
      }
    }
    return chosen;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
