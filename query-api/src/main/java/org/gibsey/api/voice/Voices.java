package org.gibsey.api.voice;

import io.micrometer.core.instrument.MeterRegistry;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.retrieve.RetrievePassages;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;

/** Makes the voices of characters. */
public final class Voices {
  private static final String PAGES = "pages";
  private static final String TURNS = "turns";

  private final Knowledge knowledge;
  private final @Nullable PastTurns pastTurns;
  private final SearchPassages search;
  private final QueryEmbedder embedder;
  private final VoiceSettings settings;
  private final MeterRegistry metrics;

  /**
   * Voices.
   *
   * @param collections has {@code pages}, which characters know; without {@code turns} they do not
   *     remember other chats
   * @throws IllegalStateException when there is no collection {@code pages}
   */
  public Voices(
      Collections collections,
      SearchPassages search,
      QueryEmbedder embedder,
      VoiceSettings settings,
      MeterRegistry metrics) {
    this.knowledge = new Knowledge(collections.require(PAGES));
    this.pastTurns =
        collections
            .named(TURNS)
            .filter(CollectionDefinition::isOwned)
            .map(turns -> new PastTurns(turns, search))
            .orElse(null);
    this.search = search;
    this.embedder = embedder;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Characters that quote what they know. */
  public Voice extractive() {
    return new QuoteLines(knowledge, search, embedder, settings, metrics);
  }

  /** Characters that a language model speaks for. */
  public Voice written(LanguageModel model) {
    return new WriteReply(
        knowledge,
        pastTurns,
        new RetrievePassages(search, embedder, metrics),
        embedder,
        model,
        settings);
  }
}
