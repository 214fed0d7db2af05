package org.gibsey.api.retrieve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gibsey.shard.PassageHit;

/**
 * Makes passages one stretch where they overlap or touch, and leaves out what says the same again.
 * Passages with white space between them stay apart: which one it is, only the row itself knows.
 */
final class MergePassages {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private MergePassages() {}

  /**
   * The stretches, best first.
   *
   * @param hits passages, in any order
   */
  static List<Stretch> of(List<PassageHit> hits) {
    List<Stretch> inOrder =
        hits.stream()
            .map(Stretch::of)
            .sorted(
                Comparator.comparing((Stretch stretch) -> stretch.best().rowKey())
                    .thenComparing(stretch -> stretch.best().textHash())
                    .thenComparingInt(Stretch::start))
            .toList();
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : inOrder) {
      if (!merged.isEmpty()
          && merged.getLast().sameText(next)
          && next.start() <= merged.getLast().end()) {
        merged.set(merged.size() - 1, merged.getLast().with(next));
      } else {
        merged.add(next);
      }
    }
    merged.sort(
        Comparator.comparingDouble(Stretch::score)
            .reversed()
            .thenComparing(stretch -> stretch.best().rowKey())
            .thenComparingInt(Stretch::start));
    return withoutRepeats(merged);
  }

  private static List<Stretch> withoutRepeats(List<Stretch> ranked) {
    List<Stretch> kept = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Stretch next : ranked) {
      String said = words(next.text());
      int at = 0;
      while (at < kept.size() && !words.get(at).contains(said) && !said.contains(words.get(at))) {
        at++;
      }
      if (at == kept.size()) {
        kept.add(next);
        words.add(said);
      } else if (said.length() > words.get(at).length()) {
        // It says all that the better one does, and more: it takes its place.
        kept.set(at, longer(next, kept.get(at)));
        words.set(at, said);
      }
    }
    return kept;
  }

  /** The longer one, ranked where the better one was; its own provenance stays. */
  private static Stretch longer(Stretch longer, Stretch better) {
    PassageHit best = longer.best();
    return longer.withBest(
        new PassageHit(
            best.rowKey(),
            better.score(),
            best.vectorScore(),
            best.textScore(),
            best.passage(),
            best.fields(),
            best.source(),
            best.writeTimeMicros(),
            best.textHash(),
            best.model()));
  }

  /** The words of a text in small letters with a space around each, by which texts are compared. */
  private static String words(String text) {
    String plain = NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return " " + (plain.isEmpty() ? text : plain) + " ";
  }
}
