package org.gibsey.api.ask;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.retrieve.RetrievePassages;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.collection.CollectionDefinition;

/**
 * Answers questions out of the pages: in the words of a language model when there is one, else in
 * the pages' own. Safe for use by many threads.
 */
public final class AnswerQuestion {
  private final Answerer answerer;
  private final Duration deadline;
  private final Runnable afterwards;

  private AnswerQuestion(Answerer answerer, Duration deadline) {
    this(answerer, deadline, () -> {});
  }

  private AnswerQuestion(Answerer answerer, Duration deadline, Runnable afterwards) {
    this.answerer = answerer;
    this.deadline = deadline;
    this.afterwards = afterwards;
  }

  /**
   * The same answers, of which somebody is told when one is complete.
   *
   * @param told in the thread that answered; must neither wait nor fail
   */
  public AnswerQuestion telling(Runnable told) {
    return new AnswerQuestion(answerer, deadline, told);
  }

  /**
   * Answers with the sentences of the pages that come nearest to the question.
   *
   * @param collection a collection whose rows are pages
   * @param deadline most time for one answer
   */
  public static AnswerQuestion extractive(
      CollectionDefinition collection,
      SearchPassages search,
      QueryEmbedder embedder,
      Duration deadline,
      MeterRegistry metrics) {
    return new AnswerQuestion(new QuotePages(collection, search, embedder, metrics), deadline);
  }

  /**
   * Answers in the words of a language model.
   *
   * @param collection a collection whose rows are pages
   * @param deadline most time for one answer
   */
  public static AnswerQuestion written(
      CollectionDefinition collection,
      RetrievePassages retrieval,
      LanguageModel model,
      Duration deadline) {
    return new AnswerQuestion(new WriteAnswer(collection, retrieval, model), deadline);
  }

  /** Who answers: {@code extractive}, or the name of a language model. */
  public String generator() {
    return answerer.generator();
  }

  /**
   * Answers a question in the calling thread, telling of each step as soon as it is done.
   *
   * @param listener told of every step but the last; an exception of it ends the work
   * @return the last step
   * @throws org.gibsey.api.http.Problem when the question is too long for the model, the book is
   *     unknown, or a part that is needed is not available in time
   * @throws java.util.concurrent.CancellationException when the thread was interrupted while a
   *     language model wrote
   */
  public Done answer(Question question, Consumer<AnswerEvent> listener) {
    Duration asked = question.time();
    Duration most = asked == null || asked.compareTo(deadline) > 0 ? deadline : asked;
    Done done = answerer.answer(question, Deadline.in(most), listener);
    afterwards.run();
    return done;
  }

  /**
   * Answers a question in one piece.
   *
   * @throws org.gibsey.api.http.Problem as {@link #answer(Question, Consumer)}
   */
  public Answer answer(Question question) {
    StringBuilder text = new StringBuilder();
    List<Citation> citations = new ArrayList<>();
    Done end =
        answer(
            question,
            event -> {
              switch (event) {
                case Citation citation -> citations.add(citation);
                case Delta delta -> text.append(delta.text());
                case AnswerEvent.Retrieval retrieval -> {}
                case Done done -> {}
              }
            });
    return new Answer(
        text.toString(),
        end.generator(),
        end.grounded(),
        end.finishReason(),
        citations,
        end.usage(),
        end.servedFrom(),
        end.snapshotAgeMs(),
        end.tookMs());
  }
}
