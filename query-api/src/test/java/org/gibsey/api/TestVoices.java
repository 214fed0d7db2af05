package org.gibsey.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Character;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.api.voice.Voice;
import org.gibsey.api.voice.VoiceSettings;
import org.gibsey.api.voice.Voices;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.PassageSearch;
import org.jspecify.annotations.Nullable;

/** Voices of characters over shards, and someone who listens to them. */
final class TestVoices implements AutoCloseable {
  static final String OWNER = "reader-1";
  static final String CHAT = "chat-now";

  final Voices voices;
  private final QueryEmbedder embedder;

  TestVoices(PassageSearch shards, Embedder model, VoiceSettings settings) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    this.embedder =
        new QueryEmbedder(
            CompletableFuture.completedFuture(model), text -> model.tokenizer().count(text), 4);
    SearchPassages search =
        new SearchPassages(
            embedder,
            shards,
            new FakePages(),
            Duration.ofSeconds(20),
            new Admission(TestApi.stopWithin(Duration.ofSeconds(1)), metrics),
            metrics);
    this.voices = new Voices(Collections.load(null), search, embedder, settings, metrics);
  }

  /** A character with this name, which knows what a filter lets through. */
  static Character character(String name, @Nullable String book, RowFilter knows) {
    return character(book, knows, Card.read("{\"name\":\"%s\"}".formatted(name)));
  }

  static Character character(@Nullable String book, RowFilter knows, Card card) {
    return new Character("someone", book, knows, card);
  }

  /** A conversation that begins. */
  static Conversation first(Character character, @Nullable Integer progress, String message) {
    return later(character, progress, Summary.NONE, List.of(), message);
  }

  static Conversation later(
      Character character,
      @Nullable Integer progress,
      Summary summary,
      List<Exchange> recent,
      String message) {
    return new Conversation(
        OWNER, CHAT, character, character.bookId(), progress, summary, recent, message);
  }

  /** What a voice does, with its last step at the end. */
  static List<AnswerEvent> events(Voice voice, Conversation conversation) {
    List<AnswerEvent> events = new ArrayList<>();
    AnswerEvent last = voice.speak(conversation, Deadline.in(Duration.ofSeconds(60)), events::add);
    events.add(last);
    return events;
  }

  /** The text of what was said. */
  static String text(List<AnswerEvent> events) {
    StringBuilder text = new StringBuilder();
    for (AnswerEvent event : events) {
      if (event instanceof AnswerEvent.Delta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  static <T extends AnswerEvent> List<T> of(Class<T> type, List<AnswerEvent> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    embedder.close();
  }
}
