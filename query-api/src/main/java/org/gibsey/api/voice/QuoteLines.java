package org.gibsey.api.voice;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.gibsey.api.ask.ChooseSentences;
import org.gibsey.api.ask.ChooseSentences.Chosen;
import org.gibsey.api.ask.PageOf;
import org.gibsey.api.characters.Macros;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.FoundPassages;
import org.gibsey.api.search.Origin;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.api.search.Stage;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/** A character without a language model: it quotes the pages that it knows, and says so. */
final class QuoteLines implements Voice {
  private static final String GENERATOR = "extractive";
  private static final int PAGES = 5;

  private final Knowledge knowledge;
  private final SearchPassages search;
  private final QueryEmbedder embedder;
  private final ChooseSentences choose;
  private final VoiceSettings settings;
  private final QuoteSummary summaries;
  private final Stage rank;

  QuoteLines(
      Knowledge knowledge,
      SearchPassages search,
      QueryEmbedder embedder,
      VoiceSettings settings,
      MeterRegistry metrics) {
    this.knowledge = knowledge;
    this.search = search;
    this.embedder = embedder;
    this.choose = new ChooseSentences(embedder);
    this.settings = settings;
    this.summaries = new QuoteSummary(embedder, new Tokens(embedder::tokens));
    this.rank = new Stage(metrics, "rank");
  }

  @Override
  public String generator() {
    return GENERATOR;
  }

  @Override
  public int verbatimTurns() {
    return settings.verbatimTurns();
  }

  @Override
  public Most most(Conversation conversation) {
    return new Most(embedder.tokens(conversation.message()), settings.replyTokens());
  }

  @Override
  public Done speak(Conversation conversation, Deadline until, Consumer<AnswerEvent> listener) {
    long started = System.nanoTime();
    Conversation remembered = conversation.remembered();
    String query = FollowUp.query(remembered, embedder);
    FoundPassages found =
        knowledge
            .search(conversation)
            .map(pages -> search.search(pages.text(query).limit(PAGES).build()))
            .orElse(nothing());
    Origin origin = found.origin();
    listener.accept(
        new Retrieval(
            found.hits().stream().map(hit -> PageOf.hit(hit).source(hit.score())).toList(),
            origin.servedFrom(),
            origin.snapshotAgeMs()));
    Stage.Timed<List<Chosen>> chosen =
        rank.run(() -> choose.of(query, found.queryVector(), found.hits(), until));
    Reply reply = new Reply(listener);
    tell(remembered, chosen.value(), reply);
    return new Done(
        GENERATOR,
        reply.quotes > 0,
        "stop",
        new Usage(
            embedder.tokens(conversation.message()), embedder.tokens(reply.text.toString()), true),
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        new Took(
            found.embedMillis(),
            found.searchMillis(),
            chosen.millis(),
            Stage.millisSince(started)));
  }

  @Override
  public Summary summarise(Summary before, List<Exchange> said, Deadline until) {
    return summaries.of(before, said, until);
  }

  private void tell(Conversation conversation, List<Chosen> chosen, Reply reply) {
    String name = conversation.character().name();
    boolean own =
        chosen.stream().allMatch(one -> name.equals(PageOf.hit(one.sentence().hit()).speaker()));
    List<Chosen> fitting = fitting(Phrases.before(conversation, own), chosen);
    if (fitting.isEmpty()) {
      reply.say(nothingFits(conversation));
      return;
    }
    reply.say(Phrases.before(conversation, own));
    fitting.forEach(reply::quote);
  }

  /** The chosen sentences with which the answer is not too long. */
  private List<Chosen> fitting(String before, List<Chosen> chosen) {
    List<Chosen> kept = new ArrayList<>();
    StringBuilder text = new StringBuilder(before);
    for (Chosen next : chosen) {
      String longer = text + quoted(next, kept.size() + 1);
      if (embedder.tokens(longer) <= settings.replyTokens()) {
        kept.add(next);
        text = new StringBuilder(longer);
      }
    }
    return kept;
  }

  private String nothingFits(Conversation conversation) {
    String phrase = Phrases.nothingFits(conversation);
    String greeting =
        Spoken.plain(conversation.character().card().greeting(Macros.SOMEBODY)).strip();
    boolean greeted =
        conversation.recent().stream().anyMatch(said -> said.reply().contains(greeting));
    String both = phrase + " " + greeting;
    return greeting.isEmpty() || greeted || embedder.tokens(both) > settings.replyTokens()
        ? phrase
        : both;
  }

  private static String quoted(Chosen sentence, int n) {
    return " “" + sentence.sentence().text() + "” [" + n + "]";
  }

  private static FoundPassages nothing() {
    return new FoundPassages(
        List.of(), false, "", new Origin("live", null), null, new float[0], 0, 0);
  }

  /** What is told so far. */
  private static final class Reply {
    private final Consumer<AnswerEvent> listener;
    private final StringBuilder text = new StringBuilder();
    private int quotes;

    Reply(Consumer<AnswerEvent> listener) {
      this.listener = listener;
    }

    void say(String more) {
      text.append(more);
      listener.accept(new Delta(more));
    }

    void quote(Chosen sentence) {
      quotes++;
      listener.accept(sentence.citation(quotes));
      say(quoted(sentence, quotes));
    }
  }
}
