package org.gibsey.api.retrieve;

import org.gibsey.shard.PassageHit;

/**
 * A stretch of a row's text that one or more passages make up.
 *
 * @param best the passage with the highest score, which lies in it unless it was cut
 * @param start first UTF-16 index in the row's text, inclusive
 * @param end last UTF-16 index in the row's text, exclusive
 * @param text the row's text from {@code start} to {@code end}
 * @param tokens its tokens, 0 before they are counted
 */
public record Stretch(PassageHit best, int start, int end, String text, int tokens) {
  static Stretch of(PassageHit hit) {
    return new Stretch(hit, hit.passage().start(), hit.passage().end(), hit.passage().text(), 0);
  }

  /** The score of its best passage. */
  public double score() {
    return best.score();
  }

  boolean sameText(Stretch other) {
    return best.rowKey().equals(other.best.rowKey())
        && best.textHash().equals(other.best.textHash());
  }

  /** A part of it, from and to indexes in its own text. */
  Stretch part(int from, int to, int count) {
    return new Stretch(best, start + from, start + to, text.substring(from, to), count);
  }

  /** This and one that begins in it or at its end, of the same text. */
  Stretch with(Stretch next) {
    PassageHit better = next.score() > score() ? next.best : best;
    return next.end <= end
        ? new Stretch(better, start, end, text, 0)
        : new Stretch(better, start, next.end, text + next.text.substring(end - next.start), 0);
  }

  Stretch withBest(PassageHit better) {
    return new Stretch(better, start, end, text, tokens);
  }
}
