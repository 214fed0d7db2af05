package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Character;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.api.voice.Voice;
import org.gibsey.api.voice.VoiceSettings;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a character may know and however far a reader has read: of pages, turns, notes and lore
 * beyond it nothing comes to a model, an event or an answer. Every text holds a word of its own by
 * which it is recognised.
 */
final class NoSpoilerTest {
  private static final int ROUNDS = 80;
  private static final int PAGES = 24;
  private static final Pattern MARK = Pattern.compile("mark[0-9]+x");
  private static final List<String> BOOKS = List.of(FakePages.BOOK, "another-book");
  private static final List<String> SPEAKERS = List.of("Edda", "Wren", "Silas");
  private static final String QUESTION = "What of the storm and the clock?";

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<TestPage> pages = new ArrayList<>();
  private final List<TestTurn> turns = new ArrayList<>();
  private final Map<String, String> markKinds = new HashMap<>();
  private LiveIndex index;
  private TestVoices voices;

  /** A filter, and what it means. */
  private record Knows(RowFilter filter, BiPredicate<String, Integer> page) {}

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    for (String book : BOOKS) {
      for (int page = 1; page <= PAGES; page++) {
        String speaker = SPEAKERS.get(random.nextInt(SPEAKERS.size()));
        pages.add(new TestPage(book, page, null, null, speaker, storm("page")));
      }
    }
    for (int i = 0; i < 80; i++) {
      turns.add(
          new TestTurn(
              random.nextInt(3) == 0 ? "reader-2" : TestVoices.OWNER,
              random.nextInt(3) == 0 ? TestVoices.CHAT : "chat-" + random.nextInt(3),
              1 + i / 2,
              i % 2 == 0 ? "reader" : "character",
              BOOKS.get(random.nextInt(5) == 0 ? 1 : 0),
              storm("turn"),
              random.nextInt(4) == 0 ? "nobody" : "someone",
              random.nextInt(6) == 0 ? null : 1 + random.nextInt(PAGES)));
    }
    index.put(pages);
    index.put(turns);
    voices = new TestVoices(index.search(), new WordEmbedder(), new VoiceSettings(8_192, 2_048, 6));
  }

  @AfterEach
  void stop() throws Exception {
    voices.close();
    index.close();
  }

  @Test
  void nothingBeyondComesToTheModelOrTheReader() throws Exception {
    Set<String> seen = new HashSet<>();
    try (RecordingServer server = new RecordingServer(NoSpoilerTest::everything);
        LanguageModel model = server.model()) {
      Voice voice = voices.voices.written(model);
      for (int round = 0; round < ROUNDS; round++) {
        server.requests.clear();
        seen.addAll(speak(voice, server));
      }
    }
    // The test has teeth: what may be told was told.
    assertThat(seen).as("seed %d", seed).contains("page", "turn", "summary", "recent", "lore");
  }

  @Test
  void nothingBeyondIsQuoted() {
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      seen.addAll(speak(voices.voices.extractive(), null));
    }
    assertThat(seen).as("seed %d", seed).contains("page");
  }

  /** One answer; returns the kinds of texts that were told. */
  private Set<String> speak(Voice voice, @Nullable RecordingServer server) {
    Knows knows = knows();
    Integer progress = random.nextInt(5) == 0 ? null : random.nextInt(PAGES + 2);
    String own = BOOKS.get(random.nextInt(6) == 0 ? 1 : 0);
    int lorePage = 1 + random.nextInt(PAGES);
    String loreMark = storm("lore");
    Set<String> allowed = new HashSet<>();
    if (progress == null || progress >= lorePage) {
      allowed.add(mark(loreMark));
    }
    Character character = new Character("someone", own, knows.filter(), card(loreMark, lorePage));
    List<Exchange> recent = new ArrayList<>();
    for (int turn = 38; turn <= 40; turn++) {
      Exchange exchange = new Exchange(turn, storm("recent"), storm("recent"), page());
      recent.add(exchange);
      if (within(exchange.progress(), progress)) {
        allowed.addAll(Set.of(mark(exchange.message()), mark(exchange.reply())));
      }
    }
    Summary summary = new Summary(storm("summary"), page());
    if (within(summary.progress(), progress)) {
      allowed.add(mark(summary.text()));
    }
    for (TestPage page : pages) {
      // A character of another book than the one that is talked about knows nothing.
      if (own.equals(FakePages.BOOK)
          && page.book().equals(FakePages.BOOK)
          && within(page.number(), progress)
          && knows.page().test(page.speaker(), page.number())) {
        allowed.add(mark(page.text()));
      }
    }
    for (TestTurn turn : turns) {
      if (turn.owner().equals(TestVoices.OWNER)
          && "someone".equals(turn.character())
          && turn.book().equals(FakePages.BOOK)
          && within(turn.progress(), progress)
          && (!turn.chat().equals(TestVoices.CHAT) || turn.number() < 41)) {
        allowed.add(mark(turn.text()));
      }
    }
    Conversation conversation =
        new Conversation(
            TestVoices.OWNER,
            TestVoices.CHAT,
            character,
            FakePages.BOOK,
            progress,
            summary,
            recent,
            QUESTION);
    Voice.Most most = voice.most(conversation);
    List<AnswerEvent> events = TestVoices.events(voice, conversation);
    String told = events + (server == null ? "" : server.told());
    Set<String> found = new TreeSet<>();
    Matcher marks = MARK.matcher(told);
    while (marks.find()) {
      found.add(marks.group());
    }
    assertThat(allowed)
        .as("seed %d, progress %s, %s", seed, progress, knows.filter())
        .containsAll(found);
    AnswerEvent.Usage usage = TestVoices.of(AnswerEvent.Done.class, events).getFirst().usage();
    assertThat(usage.estimated()).isTrue();
    assertThat(usage.promptTokens()).as("seed %d", seed).isLessThanOrEqualTo(most.promptTokens());
    assertThat(usage.completionTokens()).isLessThanOrEqualTo(most.completionTokens());
    Set<String> kinds = new HashSet<>();
    found.forEach(mark -> kinds.add(String.valueOf(markKinds.get(mark))));
    return kinds;
  }

  /**
   * What the worst model writes: everything that it was told, and citations of all there may be.
   */
  private static String everything(JsonNode request) {
    StringBuilder all = new StringBuilder("[1] [2] [3] [4] [5] [6] [7] [8] [9] ");
    request.path("messages").forEach(m -> all.append(m.path("content").asText()).append('\n'));
    return all.toString();
  }

  private Knows knows() {
    String speaker = SPEAKERS.get(random.nextInt(SPEAKERS.size()));
    int page = 1 + random.nextInt(PAGES);
    Condition.Equal said = new Condition.Equal("speaker", speaker);
    Condition.Range from = new Condition.Range("page_num", null, "" + page, null, null);
    return switch (random.nextInt(5)) {
      case 0 -> new Knows(RowFilter.NONE, (who, where) -> true);
      case 1 ->
          new Knows(
              new RowFilter(List.of(), List.of(), List.of(said)),
              (who, where) -> !who.equals(speaker));
      case 2 ->
          new Knows(
              new RowFilter(List.of(), List.of(said, from), List.of()),
              (who, where) -> who.equals(speaker) || where >= page);
      case 3 ->
          new Knows(
              new RowFilter(List.of(said, from), List.of(), List.of()),
              (who, where) -> who.equals(speaker) && where >= page);
      default ->
          new Knows(
              new RowFilter(List.of(said), List.of(), List.of()),
              (who, where) -> who.equals(speaker));
    };
  }

  private static Card card(String lore, int fromPage) {
    return Card.read(
        """
        {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "Edda", "description": "",
        "personality": "", "scenario": "", "first_mes": "", "mes_example": "", "creator_notes": "",
        "system_prompt": "", "post_history_instructions": "", "alternate_greetings": [],
        "group_only_greetings": [], "tags": [], "creator": "", "character_version": "",
        "extensions": {}, "character_book": {"extensions": {}, "entries": [{"keys": ["storm"],
        "content": "%s", "enabled": true, "insertion_order": 1, "use_regex": false,
        "extensions": {"gibsey": {"from_page": %d}}}]}}}
        """
            .formatted(lore, fromPage));
  }

  private @Nullable Integer page() {
    return random.nextInt(6) == 0 ? null : 1 + random.nextInt(PAGES);
  }

  private static boolean within(@Nullable Integer then, @Nullable Integer now) {
    return now == null || (then != null && then <= now);
  }

  private String storm(String kind) {
    String mark = "mark" + markKinds.size() + "x";
    markKinds.put(mark, kind);
    return "The storm stopped the clock and " + mark + " was there.";
  }

  private static String mark(String text) {
    Matcher mark = MARK.matcher(text);
    assertThat(mark.find()).isTrue();
    return mark.group();
  }
}
