package org.gibsey.api.ask;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * How well a sentence fits a question: its passage's cosine, which knows what {@code he} and {@code
 * it} stand for, its own, and a little for naming what the question names.
 *
 * <p>Weights and threshold were measured with all-MiniLM-L6-v2 on the demo book's 135 questions and
 * on 40 questions about other things. The best sentence came from a page that answers the question
 * in 98 of the 135 (in 84 with sentence and passage weighing 0.7 and 0.3), one of the best three in
 * 112. {@link #ENOUGH} refuses at most 3 of the 135, and lets 4 of the 40 pass.
 */
final class Relevance {
  /** A best sentence below this score has nothing to do with the question. */
  static final double ENOUGH = 0.35;

  private static final double SENTENCE_WEIGHT = 0.4;
  private static final double PASSAGE_WEIGHT = 0.6;
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
