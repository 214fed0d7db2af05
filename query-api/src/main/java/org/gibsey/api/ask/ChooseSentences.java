package org.gibsey.api.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.retrieve.Sentences;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.shard.PassageHit;

/** Picks the sentences of the passages found that answer a question, best first. */
public final class ChooseSentences {
  /** Most sentences in an answer; further ones seldom add anything. */
  private static final int MOST = 3;

  /** A sentence this much less relevant than the best one would only dilute the answer. */
  private static final double WORSE_THAN_BEST = 0.15;

  /** Cosine from which two sentences say the same. */
  private static final double SAME = 0.9;

  /** Sentences looked at; 50 take about a third of a second on one core when none is cached. */
  private static final int MOST_CANDIDATES = 64;

  private final QueryEmbedder embedder;

  public ChooseSentences(QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * The chosen sentences; none when nothing that was found is about the question.
   *
   * @param vector the question's unit vector
   * @param hits passages found for the question, best first
   */
  public List<Chosen> of(
      String question, float[] vector, List<PassageHit> hits, Deadline deadline) {
    List<Candidate> candidates = candidates(hits);
    List<float[]> vectors =
        embedder.texts(candidates.stream().map(Candidate::text).toList(), deadline);
    Relevance relevance = new Relevance(question, vector, hits);
    List<Chosen> ranked = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Candidate sentence = candidates.get(i);
      ranked.add(new Chosen(sentence, vectors.get(i), relevance.of(sentence, vectors.get(i))));
    }
    ranked.sort(Comparator.comparingDouble(Chosen::score).reversed());
    return best(ranked);
  }

  private static List<Candidate> candidates(List<PassageHit> hits) {
    return hits.stream()
        .flatMap(
            hit ->
                Sentences.of(hit.passage().text()).stream()
                    .map(span -> new Candidate(hit, span, span.of(hit.passage().text()))))
        .limit(MOST_CANDIDATES)
        .toList();
  }

  private static List<Chosen> best(List<Chosen> ranked) {
    List<Chosen> chosen = new ArrayList<>();
    for (Chosen next : ranked) {
      double needed =
          chosen.isEmpty()
              ? Relevance.ENOUGH
              : Math.max(Relevance.ENOUGH, chosen.getFirst().score() - WORSE_THAN_BEST);
      if (chosen.size() == MOST || next.score() < needed) {
        break;
      }
      if (chosen.stream().noneMatch(next::repeats)) {
        chosen.add(next);
      }
    }
    return chosen;
  }

  /**
   * A sentence with its relevance.
   *
   * @param vector unit vector of the sentence
   */
  @SuppressWarnings("ArrayRecordComponent") // only read, never compared
  public record Chosen(Candidate sentence, float[] vector, double score) {
    /** The sentence as a quote; see {@link Citation#n}. */
    public Citation citation(int n) {
      return PageOf.hit(sentence.hit()).citation(n, sentence.text(), sentence.start(), score);
    }

    boolean repeats(Chosen other) {
      return sentence.overlaps(other.sentence) || Relevance.cosine(vector, other.vector) >= SAME;
    }
  }
}
