package org.gibsey.api.ask;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.ask.AnswerEvent.Source;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.FoundPassages;
import org.gibsey.api.search.Origin;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.api.search.Stage;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.PassageHit;

/**
 * Answers with the sentences of the pages that come nearest to the question, in the pages' own
 * words. Writes nothing of its own, and says so when nothing is near. Safe for use by many threads.
 */
public final class AnswerQuestion {
  /** How the answer came about, for those who read it. */
  static final String GENERATOR = "extractive";

  /** The whole answer when nothing that was found is about the question. */
  static final String NOTHING_FOUND = "The pages I can search say nothing that answers this.";

  private static final double DIGITS = 10_000;

  private final CollectionDefinition collection;
  private final SearchPassages search;
  private final ChooseSentences choose;
  private final Duration deadline;
  private final Stage rank;

  /**
   * Answers out of one collection.
   *
   * @param collection a collection whose rows are pages
   * @param deadline time for one answer
   */
  public AnswerQuestion(
      CollectionDefinition collection,
      SearchPassages search,
      QueryEmbedder embedder,
      Duration deadline,
      MeterRegistry metrics) {
    this.collection = collection;
    this.search = search;
    this.choose = new ChooseSentences(embedder);
    this.deadline = deadline;
    this.rank = new Stage(metrics, "rank");
  }

  /**
   * Answers a question, telling of each step as soon as it is done.
   *
   * @return the last step
   * @throws org.gibsey.api.http.Problem when the question is too long for the model, the book is
   *     unknown, or a part that is needed is not available in time
   */
  Done answer(Question question, Consumer<AnswerEvent> listener) {
    long started = System.nanoTime();
    Deadline until = Deadline.in(deadline);
    FoundPassages found =
        search.search(
            PassageQuery.in(collection)
                .text(question.text())
                .limit(question.passages())
                .book(question.book())
                .build());
    Origin origin = found.origin();
    listener.accept(
        new Retrieval(
            found.hits().stream().map(AnswerQuestion::source).toList(),
            origin.servedFrom(),
            origin.snapshotAgeMs()));
    Stage.Timed<List<ChooseSentences.Chosen>> chosen =
        rank.run(() -> choose.of(question.text(), found.queryVector(), found.hits(), until));
    tell(chosen.value(), listener);
    return new Done(
        GENERATOR,
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        new Took(
            found.embedMillis(),
            found.searchMillis(),
            chosen.millis(),
            Stage.millisSince(started)));
  }

  private static void tell(List<ChooseSentences.Chosen> chosen, Consumer<AnswerEvent> listener) {
    if (chosen.isEmpty()) {
      listener.accept(new Delta(NOTHING_FOUND));
    }
    for (int n = 1; n <= chosen.size(); n++) {
      Citation citation = citation(n, chosen.get(n - 1));
      listener.accept(citation);
      listener.accept(new Delta((n > 1 ? " " : "") + citation.quote() + " [" + n + "]"));
    }
  }

  private static Source source(PassageHit hit) {
    PageOf page = PageOf.hit(hit);
    return new Source(page.bookId(), page.pageNum(), page.title(), page.speaker(), hit.score());
  }

  private static Citation citation(int n, ChooseSentences.Chosen chosen) {
    Candidate sentence = chosen.sentence();
    PageOf page = PageOf.hit(sentence.hit());
    return new Citation(
        n,
        page.bookId(),
        page.pageNum(),
        page.title(),
        page.speaker(),
        sentence.text(),
        sentence.start(),
        sentence.end(),
        Math.round(chosen.score() * DIGITS) / DIGITS);
  }
}
