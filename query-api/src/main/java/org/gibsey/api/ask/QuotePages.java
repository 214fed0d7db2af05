package org.gibsey.api.ask;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.ask.AnswerEvent.Source;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.ask.AnswerEvent.Usage;
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
 * words. Writes nothing of its own, and says so when nothing is near.
 */
final class QuotePages implements Answerer {
  private static final String GENERATOR = "extractive";
  private static final String STOP = "stop";

  private final CollectionDefinition collection;
  private final SearchPassages search;
  private final QueryEmbedder embedder;
  private final ChooseSentences choose;
  private final Stage rank;

  QuotePages(
      CollectionDefinition collection,
      SearchPassages search,
      QueryEmbedder embedder,
      MeterRegistry metrics) {
    this.collection = collection;
    this.search = search;
    this.embedder = embedder;
    this.choose = new ChooseSentences(embedder);
    this.rank = new Stage(metrics, "rank");
  }

  @Override
  public String generator() {
    return GENERATOR;
  }

  @Override
  public Done answer(Question question, Deadline until, Consumer<AnswerEvent> listener) {
    long started = System.nanoTime();
    FoundPassages found =
        search.search(
            PassageQuery.in(collection)
                .text(question.text())
                .limit(question.passages())
                .book(question.book())
                .upTo(question.upTo())
                .build());
    Origin origin = found.origin();
    listener.accept(
        new Retrieval(
            found.hits().stream().map(QuotePages::source).toList(),
            origin.servedFrom(),
            origin.snapshotAgeMs()));
    Stage.Timed<List<ChooseSentences.Chosen>> chosen =
        rank.run(() -> choose.of(question.text(), found.queryVector(), found.hits(), until));
    String text = tell(chosen.value(), listener);
    return new Done(
        GENERATOR,
        !chosen.value().isEmpty(),
        STOP,
        new Usage(embedder.tokens(question.text()), embedder.tokens(text), true),
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        new Took(
            found.embedMillis(),
            found.searchMillis(),
            chosen.millis(),
            Stage.millisSince(started)));
  }

  /** Tells the answer, and returns it. */
  private static String tell(List<ChooseSentences.Chosen> chosen, Consumer<AnswerEvent> listener) {
    if (chosen.isEmpty()) {
      listener.accept(new Delta(NOTHING_FOUND));
      return NOTHING_FOUND;
    }
    StringBuilder all = new StringBuilder();
    for (int n = 1; n <= chosen.size(); n++) {
      Citation citation = chosen.get(n - 1).citation(n);
      String text = (n > 1 ? " " : "") + citation.quote() + " [" + n + "]";
      listener.accept(citation);
      listener.accept(new Delta(text));
      all.append(text);
    }
    return all.toString();
  }

  private static Source source(PassageHit hit) {
    return PageOf.hit(hit).source(hit.score());
  }
}
