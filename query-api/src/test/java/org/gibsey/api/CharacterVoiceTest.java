package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Retrieval;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Character;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.api.voice.Voice;
import org.gibsey.api.voice.VoiceSettings;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ShardsUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Characters over a real index, with a real server for a model and without. */
final class CharacterVoiceTest {
  private static final String BOOK = FakePages.BOOK;
  private static final String LINE = "I draw one gill of seawater from the ninth stair.";
  private static final Character EDDA =
      TestVoices.character(
          BOOK,
          RowFilter.equal(Map.of("speaker", "Edda")),
          Card.read("{\"name\":\"Edda\",\"first_mes\":\"Mind the step, {{user}}.\"}"));

  @TempDir private static Path folder;

  private static LiveIndex index;
  private static TestVoices voices;

  @BeforeAll
  static void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    index.put(BOOK, 1, "A gill", "Edda", LINE);
    index.put(BOOK, 2, "Snails", "Wren", "My snail is called Admiral and is never late.");
    index.put(
        List.of(
            new TestTurn(TestVoices.OWNER, "old", 1, "reader", BOOK, said("reader"), "someone", 1),
            new TestTurn(
                TestVoices.OWNER, "old", 1, "character", BOOK, said("me [3]"), "someone", 1)));
    voices = new TestVoices(index.search(), new WordEmbedder(), VoiceSettings.defaults());
  }

  @AfterAll
  static void stop() throws Exception {
    voices.close();
    index.close();
  }

  @Test
  void aModelSpeaksWithPassagesAndMemory() throws Exception {
    try (RecordingServer server =
            new RecordingServer(request -> "I draw one gill [1], and stop [7].");
        LanguageModel model = server.model()) {
      Voice voice = voices.voices.written(model);
      List<AnswerEvent> events = TestVoices.events(voice, asked("Where do you draw the seawater?"));
      assertThat(TestVoices.text(events)).isEqualTo("I draw one gill [1], and stop.");
      assertThat(TestVoices.of(Citation.class, events))
          .extracting(Citation::pageNum, Citation::quote)
          .containsExactly(tuple(1, LINE));
      assertThat(events.getFirst()).isInstanceOf(Retrieval.class);
      Done done = (Done) events.getLast();
      assertThat(done.generator()).isEqualTo("recording");
      assertThat(done.grounded()).isTrue();
      assertThat(done.finishReason()).isEqualTo("stop");
      assertThat(server.told())
          .contains("\"by\":\"reader\"", "\"by\":\"character\"", "seawater, said me\"")
          .doesNotContain("Admiral", "[3]");
      assertThat(
              server.requests.getFirst().path("max_tokens").asInt()
                  + server.requests.getFirst().path("max_completion_tokens").asInt())
          .isEqualTo(512);
    }
  }

  @Test
  void aModelSpeaksWithoutMemoryWhenItIsAway() throws Exception {
    try (RecordingServer server = new RecordingServer(request -> "I draw one gill [1].");
        LanguageModel model = server.model();
        TestVoices forgetful =
            new TestVoices(
                new WithoutTurns(index.search()), new WordEmbedder(), VoiceSettings.defaults())) {
      List<AnswerEvent> events =
          TestVoices.events(
              forgetful.voices.written(model), asked("Where do you draw the seawater?"));
      assertThat(TestVoices.text(events)).isEqualTo("I draw one gill [1].");
      assertThat(server.told()).contains(LINE).doesNotContain("\"by\":");
    }
  }

  @Test
  void aModelThatForgetsItsLimitIsStopped() throws Exception {
    try (RecordingServer server = new RecordingServer(request -> "and so on ".repeat(20_000));
        LanguageModel model = server.model()) {
      Voice voice = voices.voices.written(model);
      Conversation conversation = asked("Where do you draw the seawater?");
      List<AnswerEvent> events = TestVoices.events(voice, conversation);
      Done done = (Done) events.getLast();
      assertThat(done.finishReason()).isEqualTo("length");
      assertThat(TestVoices.text(events)).hasSizeLessThan(10 * 512);
      Voice.Most most = voice.most(conversation);
      assertThat(done.usage().completionTokens()).isEqualTo(most.completionTokens());
      assertThat(done.usage().promptTokens()).isBetween(1, most.promptTokens());
    }
  }

  @Test
  void aCharacterOfAnotherBookKnowsNothingOfThisOne() throws Exception {
    Character stranger = TestVoices.character("Edda", "another-book", EDDA.knows());
    Conversation conversation =
        new Conversation(
            TestVoices.OWNER, "c", stranger, BOOK, 9, Summary.NONE, List.of(), "The seawater?");
    List<AnswerEvent> events = TestVoices.events(voices.voices.extractive(), conversation);
    assertThat(((Retrieval) events.getFirst()).passages()).isEmpty();
  }

  @Test
  void withoutAModelItQuotesItselfAndSaysSo() {
    Voice voice = voices.voices.extractive();
    Conversation conversation = asked("Where do you draw one gill of seawater?");
    List<AnswerEvent> events = TestVoices.events(voice, conversation);
    String text = TestVoices.text(events);
    assertThat(text).contains("my own lines").endsWith(" “" + LINE + "” [1]");
    Done done = (Done) events.getLast();
    assertThat(done.generator()).isEqualTo("extractive");
    assertThat(done.grounded()).isTrue();
    Voice.Most most = voice.most(conversation);
    assertThat(done.usage().promptTokens()).isLessThanOrEqualTo(most.promptTokens());
    assertThat(done.usage().completionTokens()).isLessThanOrEqualTo(most.completionTokens());
    assertThat(TestVoices.text(TestVoices.events(voice, conversation))).isEqualTo(text);
  }

  @Test
  void withoutAModelOthersLinesAreNotCalledItsOwn() {
    Character listener = TestVoices.character("Edda", BOOK, RowFilter.NONE);
    String text =
        TestVoices.text(
            TestVoices.events(
                voices.voices.extractive(),
                TestVoices.first(listener, 2, "Who is the snail called Admiral?")));
    assertThat(text).contains("lines that I know", "Admiral").doesNotContain("my own");
  }

  @Test
  void withoutAModelItGreetsOnceWhenNothingFits() {
    Voice voice = voices.voices.extractive();
    List<AnswerEvent> events = TestVoices.events(voice, asked("Zebra quagga okapi?"));
    String first = TestVoices.text(events);
    assertThat(first).contains("my own lines").endsWith("Mind the step, Reader.");
    assertThat(((Done) events.getLast()).grounded()).isFalse();
    List<Exchange> recent = List.of(new Exchange(1, "Zebra quagga okapi?", first, 1));
    String second =
        TestVoices.text(
            TestVoices.events(
                voice,
                TestVoices.later(EDDA, 1, Summary.NONE, recent, "Gnu ibex kudu eland tapir?")));
    assertThat(second).doesNotContain("Mind the step").isNotBlank();
  }

  @Test
  void aSummaryWithoutAModelHoldsWhatBothSidesSaid() {
    Voice voice = voices.voices.extractive();
    List<Exchange> said =
        List.of(
            new Exchange(1, "Where is the ninth stair?", "I know these: “" + LINE + "” [1]", 4),
            new Exchange(2, "Is the ninth stair wet?", "The ninth stair is wet. [1] Always.", 7));
    Summary first = voice.summarise(Summary.NONE, said, in60s());
    assertThat(first.progress()).isEqualTo(7);
    assertThat(first.text().lines())
        .contains("Reader: Where is the ninth stair?", "Reader: Is the ninth stair wet?")
        .anyMatch(line -> line.startsWith("Character: ") && line.contains("wet."))
        .allMatch(line -> !line.contains("["));
    Summary then = first;
    for (int turn = 3; turn < 40; turn++) {
      Exchange next = new Exchange(turn, "Question " + turn + " of stairs? ", "It is so.", 2);
      then = voice.summarise(then, List.of(next), in60s());
      assertThat(then.progress()).isEqualTo(7);
      assertThat(then.text().split("\\s+", -1)).hasSizeLessThan(200);
    }
    Exchange whole = new Exchange(40, "And the end?", "It ends.", null);
    assertThat(voice.summarise(then, List.of(whole), in60s()).progress()).isNull();
  }

  @Test
  void aModelNotesFactsWithinItsLimit() throws Exception {
    try (RecordingServer server =
            new RecordingServer(request -> "The reader asked about stairs. ".repeat(100));
        LanguageModel model = server.model()) {
      Summary before = new Summary("They met.", 3);
      Summary summary =
          voices
              .voices
              .written(model)
              .summarise(before, List.of(new Exchange(2, "Stairs?", "Nine.", 2)), in60s());
      assertThat(summary.progress()).isEqualTo(3);
      assertThat(summary.text()).startsWith("The reader asked about stairs.").hasSizeLessThan(1300);
      assertThat(server.told()).contains("They met.", "Stairs?", "Nine.");
    }
  }

  @Test
  void aModelThatNotesNothingLeavesItToTheSentencesSaid() throws Exception {
    try (RecordingServer server = new RecordingServer(request -> " ");
        LanguageModel model = server.model()) {
      Summary summary =
          voices
              .voices
              .written(model)
              .summarise(
                  Summary.NONE, List.of(new Exchange(1, "Stairs?", "There are nine.", 2)), in60s());
      assertThat(summary.text()).contains("Reader: Stairs?", "Character: There are nine.");
    }
  }

  private static Conversation asked(String message) {
    return TestVoices.first(EDDA, 1, message);
  }

  private static String said(String by) {
    return "You draw the seawater, said " + by;
  }

  private static Deadline in60s() {
    return Deadline.in(Duration.ofSeconds(60));
  }

  /** Shards of which those of the turns do not answer. */
  private record WithoutTurns(PassageSearch all) implements PassageSearch {
    @Override
    public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
      if (query.collection().equals("turns")) {
        throw new ShardsUnavailableException("no shard of turns answers");
      }
      return all.search(query);
    }

    @Override
    public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
        throws ShardsUnavailableException {
      return all.row(collection, rowKey, deadline);
    }

    @Override
    public CollectionStats stats(String collection, Duration deadline)
        throws ShardsUnavailableException {
      return all.stats(collection, deadline);
    }

    @Override
    public void close() {}
  }
}
