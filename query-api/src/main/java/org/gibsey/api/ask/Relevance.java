package org.gibsey.api.ask;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * How well a sentence fits a question: mostly its own cosine, some of its passage's, which knows
 * what {@code he} and {@code it} stand for, and a little for naming what the question names.
 *
 * <p>The weights were chosen on 18 questions that the demo book answers and 14 that it cannot
 * answer. With them the best sentence of an answerable question scored 0.40 or more, and that of an
 * unanswerable one 0.34 or less unless the book does speak of its subject; {@link #ENOUGH} lies
 * between the two.
 */
final class Relevance {
  /** A best sentence below this score has nothing to do with the question. */
  static final double ENOUGH = 0.36;

  private static final double SENTENCE_WEIGHT = 0.7;
  private static final double PASSAGE_WEIGHT = 0.3;
  private static final double WORDS_WEIGHT = 0.1;

  private final float[] question;
  private final SharedWords words;
  private final double leastPassageScore;

  /**
   * Relevance to one question.
   *
   * @param vector the question's unit vector
   * @param hits the passages found for it
   */
  Relevance(String question, float[] vector, List<PassageHit> hits) {
    this.question = vector;
    this.words = new SharedWords(question);
    this.leastPassageScore =
        hits.stream()
            .map(PassageHit::vectorScore)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(0f);
  }

  double of(Candidate sentence, float[] vector) {
    return SENTENCE_WEIGHT * cosine(question, vector)
        + PASSAGE_WEIGHT * passageScore(sentence.hit())
        + WORDS_WEIGHT * words.share(sentence.text());
  }

  /** A passage that only its words brought up lies behind all those that its vector did. */
  private double passageScore(PassageHit hit) {
    @Nullable Float score = hit.vectorScore();
    return score == null ? leastPassageScore : score;
  }

  /** Cosine of two unit vectors. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
