package org.gibsey.api.voice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.gibsey.api.ask.CitedAnswer;
import org.gibsey.api.ask.PageOf;
import org.gibsey.api.llm.Generation;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.retrieve.RetrievePassages;
import org.gibsey.api.retrieve.Retrieved;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.Origin;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.Stage;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.index.Grouping;
import org.jspecify.annotations.Nullable;

/**
 * Lets a language model speak as the character. Nothing that it writes is acted upon, and nothing
 * reaches it but what the character may know.
 */
final class WriteReply implements Voice {
  private static final String SILENCE = "I have nothing to say to that.";
  private static final int PASSAGES = 8;

  private final Knowledge knowledge;
  private final @Nullable PastTurns pastTurns;
  private final RetrievePassages retrieval;
  private final QueryEmbedder embedder;
  private final LanguageModel model;
  private final VoiceSettings settings;
  private final Tokens tokens;
  private final LimitedModel limited;
  private final WriteSummary summaries;

  WriteReply(
      Knowledge knowledge,
      @Nullable PastTurns pastTurns,
      RetrievePassages retrieval,
      QueryEmbedder embedder,
      LanguageModel model,
      VoiceSettings settings) {
    this.knowledge = knowledge;
    this.pastTurns = pastTurns;
    this.retrieval = retrieval;
    this.embedder = embedder;
    this.model = model;
    this.settings = settings;
    this.tokens = new Tokens(embedder::tokens);
    this.limited = new LimitedModel(model, tokens);
    this.summaries =
        new WriteSummary(limited, tokens, settings, new QuoteSummary(embedder, tokens));
  }

  @Override
  public String generator() {
    return model.name();
  }

  @Override
  public int verbatimTurns() {
    return settings.verbatimTurns();
  }

  @Override
  public Most most(Conversation conversation) {
    PromptPlan plan = PlanPrompt.of(conversation.remembered(), tokens, settings);
    return new Most(plan.most(), plan.replyTokens());
  }

  @Override
  public Done speak(Conversation conversation, Deadline until, Consumer<AnswerEvent> listener) {
    long started = System.nanoTime();
    Conversation remembered = conversation.remembered();
    PromptPlan plan = PlanPrompt.of(remembered, tokens, settings);
    String query = FollowUp.query(remembered, embedder);
    Optional<Retrieved> found =
        knowledge
            .search(conversation)
            .map(
                search ->
                    retrieval.retrieve(
                        search.text(query).grouping(Grouping.PASSAGE).limit(PASSAGES).build(),
                        Math.max(1, plan.passageTokens())));
    List<String> earlier =
        pastTurns == null ? List.of() : pastTurns.about(conversation, query, plan.firstTurn());
    CharacterPrompt prompt =
        plan.with(found.map(Retrieved::stretches).orElse(List.of()), earlier, tokens);
    Origin origin = found.map(it -> it.found().origin()).orElse(new Origin("live", null));
    listener.accept(
        new Retrieval(
            prompt.passages().stream()
                .map(stretch -> PageOf.hit(stretch.best()).source(stretch.score()))
                .toList(),
            origin.servedFrom(),
            origin.snapshotAgeMs()));
    CitedAnswer answer =
        new CitedAnswer(prompt.confidential(), SILENCE, prompt.passages(), listener);
    Generation generation = limited.generate(prompt.prompt(), answer::next, until);
    answer.end();
    return new Done(
        generator(),
        answer.isGrounded(),
        generation.end().name().toLowerCase(Locale.ROOT),
        Usage.of(generation),
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        new Took(
            found.map(it -> it.found().embedMillis()).orElse(0.0),
            found.map(it -> it.found().searchMillis()).orElse(0.0),
            found.map(Retrieved::assembleMillis).orElse(0.0),
            Stage.millisSince(started)));
  }

  @Override
  public Summary summarise(Summary before, List<Exchange> said, Deadline until) {
    return summaries.of(before, said, until);
  }
}
