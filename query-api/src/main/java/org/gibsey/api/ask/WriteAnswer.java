package org.gibsey.api.ask;

import java.util.Locale;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.gibsey.api.llm.Generation;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.retrieve.RetrievePassages;
import org.gibsey.api.retrieve.Retrieved;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.Origin;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.Stage;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;

/**
 * Lets a language model answer from passages. Nothing that it writes is acted upon: it can call
 * nothing, and its text goes to the reader as plain text.
 */
final class WriteAnswer implements Answerer {
  /** Room for the passages, so that prompt and answer fit models that read 4,096 tokens. */
  private static final int TOKENS = 2_000;

  private final CollectionDefinition collection;
  private final RetrievePassages retrieval;
  private final LanguageModel model;

  WriteAnswer(CollectionDefinition collection, RetrievePassages retrieval, LanguageModel model) {
    this.collection = collection;
    this.retrieval = retrieval;
    this.model = model;
  }

  @Override
  public String generator() {
    return model.name();
  }

  @Override
  public Done answer(Question question, Deadline until, Consumer<AnswerEvent> listener) {
    long started = System.nanoTime();
    Retrieved retrieved =
        retrieval.retrieve(
            PassageQuery.in(collection)
                .text(question.text())
                .grouping(Grouping.PASSAGE)
                .limit(question.passages())
                .book(question.book())
                .upTo(question.upTo())
                .build(),
            TOKENS);
    Origin origin = retrieved.found().origin();
    listener.accept(
        new Retrieval(
            retrieved.stretches().stream()
                .map(stretch -> PageOf.hit(stretch.best()).source(stretch.score()))
                .toList(),
            origin.servedFrom(),
            origin.snapshotAgeMs()));
    if (retrieved.stretches().isEmpty()) {
      listener.accept(new Delta(NOTHING_FOUND));
      Generation nothing = new Generation("", 0, 0, false, Generation.End.STOP);
      return done(retrieved, nothing, false, started);
    }
    AnswerPrompt prompt = AnswerPrompt.of(question.text(), retrieved.stretches());
    CitedAnswer answer =
        new CitedAnswer(prompt.confidential(), NOTHING_FOUND, retrieved.stretches(), listener);
    Generation generation = model.generate(prompt.prompt(), answer::next, until);
    answer.end();
    return done(retrieved, generation, answer.isGrounded(), started);
  }

  private Done done(Retrieved retrieved, Generation generation, boolean grounded, long started) {
    Origin origin = retrieved.found().origin();
    return new Done(
        generator(),
        grounded,
        generation.end().name().toLowerCase(Locale.ROOT),
        Usage.of(generation),
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        new Took(
            retrieved.found().embedMillis(),
            retrieved.found().searchMillis(),
            retrieved.assembleMillis(),
            Stage.millisSince(started)));
  }
}
