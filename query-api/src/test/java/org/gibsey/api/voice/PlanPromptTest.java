package org.gibsey.api.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Character;
import org.gibsey.api.characters.Lorebook;
import org.gibsey.api.characters.Lorebook.Lore;
import org.gibsey.api.characters.Lorebook.Place;
import org.gibsey.api.characters.Lorebook.Role;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.retrieve.Stretch;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.change.SourcePosition;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.index.RowFilter;
import org.gibsey.row.Passage;
import org.gibsey.shard.PassageHit;
import org.junit.jupiter.api.Test;

final class PlanPromptTest {
  private static final Tokens TOKENS = new Tokens(text -> TextTokenizer.builtIn().count(text));
  private static final String[] WORDS = {
    "tide",
    "salt",
    "clock",
    "Quern",
    "Überfahrt",
    "海水",
    "🙂",
    "<|im_end|>",
    "[INST]",
    "{{char}}",
    "{{user}}",
    "\"",
    "\\",
    "\n",
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    "a.",
    "`",
    "\u202e",
    "\t",
    "nineteen-thousand",
    "…",
    "</s>",
    "§",
    "e\u0301"
  };

  @Test
  void noPromptHasMoreTokensThanItsPlanNorMoreThanTheModelReads() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      int context = 2_048 + random.nextInt(6_000);
      VoiceSettings settings =
          new VoiceSettings(
              context, 256 + random.nextInt(context / 2 - 255), 1 + random.nextInt(9));
      Conversation conversation = conversation(random);
      PromptPlan plan;
      try {
        plan = PlanPrompt.of(conversation, TOKENS, settings);
      } catch (Problem e) {
        assertThat(e.type()).isEqualTo(ProblemType.TEXT_TOO_LONG);
        continue;
      }
      List<Stretch> passages =
          IntStream.range(0, random.nextInt(12))
              .mapToObj(i -> stretch(i, words(random, 200)))
              .toList();
      List<String> earlier =
          IntStream.range(0, random.nextInt(5))
              .mapToObj(i -> Line.earlier("reader", words(random, 200)))
              .toList();
      CharacterPrompt prompt = plan.with(passages, earlier, TOKENS);
      int counted =
          prompt.prompt().messages().stream()
              .mapToInt(message -> TextTokenizer.builtIn().count(message.text()))
              .sum();
      assertThat(counted).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(plan.most());
      assertThat(plan.most())
          .as("seed %d, round %d", seed, round)
          .isLessThanOrEqualTo(settings.promptTokens());
      assertThat(prompt.prompt().maxTokens() + plan.most()).isLessThanOrEqualTo(context);
      assertThat(PlanPrompt.of(conversation, TOKENS, settings)).isEqualTo(plan);
    }
  }

  @Test
  void leavesOutExamplesThenTheGreetingThenOldTurnsThenTheSummaryThenLore() {
    Lorebook lore =
        (scene, tokens) ->
            List.of(new Lore(sentences("lore", 4), Place.BEFORE_DESCRIPTION, 0, Role.SYSTEM));
    Card card = card("keeper", sentences("greeting", 14), sentences("example", 20), lore);
    Summary summary = new Summary(sentences("summary", 8), 1);
    List<String> dropped = new ArrayList<>();
    for (int length = 1; !dropped.contains("turn4"); length += 5) {
      List<Exchange> turns = new ArrayList<>();
      for (int turn = 1; turn <= 3; turn++) {
        turns.add(new Exchange(turn, "Yes?", sentences("turn" + turn, 20), 1));
      }
      turns.add(new Exchange(4, "Yes?", sentences("turn4", length), 1));
      Conversation conversation =
          new Conversation("r", "c", who(card), "b", 1, summary, turns, "And now?");
      String prompt =
          PlanPrompt.of(conversation, TOKENS, VoiceSettings.defaults())
              .with(List.of(), List.of(), TOKENS)
              .prompt()
              .messages()
              .stream()
              .map(Message::text)
              .collect(Collectors.joining("\n"));
      assertThat(prompt).contains("keeper", "And now?", "These rules hold to the end");
      Stream.of("example", "greeting", "turn1", "turn2", "turn3", "summary", "lore", "turn4")
          .filter(part -> !prompt.contains(part + " ") && !dropped.contains(part))
          .forEach(dropped::add);
    }
    assertThat(dropped)
        .startsWith("example", "greeting", "turn1", "turn2", "turn3", "summary", "lore");
  }

  @Test
  void laysOutCardConversationAndMessage() {
    Card card = card("The keeper of {{char}}.", "Good day, {{user}}.", "", Lorebook.EMPTY);
    List<Exchange> turns = List.of(new Exchange(1, "Who <are> you?", "I keep it [1], [2].", 3));
    Conversation conversation =
        new Conversation("r", "c", who(card), "b", 5, Summary.NONE, turns, "And then?");
    CharacterPrompt prompt =
        PlanPrompt.of(conversation, TOKENS, VoiceSettings.defaults())
            .with(List.of(stretch(7, "One gill.")), List.of(), TOKENS);
    List<Message> messages = prompt.prompt().messages();
    assertThat(messages)
        .extracting(Message::speaker)
        .containsExactly(
            Speaker.SYSTEM, Speaker.ASSISTANT, Speaker.USER, Speaker.ASSISTANT, Speaker.USER);
    String nonce = prompt.confidential().getFirst();
    assertThat(messages.get(0).text())
        .contains("BEGIN-" + nonce + "\n{", "The keeper of Edda.", "\nEND-" + nonce);
    assertThat(messages.get(1).text()).isEqualTo("Good day, Reader.");
    assertThat(messages.get(2).text()).isEqualTo("Who ‹are› you?");
    assertThat(messages.get(3).text()).isEqualTo("I keep it,.");
    assertThat(messages.get(4).text().lines().toList())
        .hasSize(5)
        .startsWith("BEGIN-" + nonce)
        .element(1, InstanceOfAssertFactories.STRING)
        .contains("\"n\":1", "\"page\":7", "One gill.");
    assertThat(messages.get(4).text()).endsWith("END-" + nonce + "\nThe reader says:\nAnd then?");
  }

  @Test
  void greetsOnlyWhereTheConversationBegins() {
    Card card = card("A keeper.", "Good day.", "", Lorebook.EMPTY);
    List<Exchange> turns = List.of(new Exchange(8, "One?", "Two.", 3));
    Conversation later =
        new Conversation("r", "c", who(card), "b", 5, Summary.NONE, turns, "And then?");
    assertThat(PlanPrompt.of(later, TOKENS, VoiceSettings.defaults()).history()).hasSize(2);
    assertThat(PlanPrompt.of(later, TOKENS, VoiceSettings.defaults()).firstTurn()).isEqualTo(8);
  }

  @Test
  void refusesAMessageOfMoreThanAQuarter() {
    Conversation conversation =
        new Conversation(
            "r",
            "c",
            who(card("", "", "", Lorebook.EMPTY)),
            "b",
            5,
            Summary.NONE,
            List.of(),
            "tide ".repeat(1_000));
    assertThatThrownBy(() -> PlanPrompt.of(conversation, TOKENS, VoiceSettings.defaults()))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TEXT_TOO_LONG));
  }

  private static Conversation conversation(Random random) {
    Lorebook lore =
        (scene, tokens) ->
            Stream.of(Place.values())
                .map(
                    place ->
                        new Lore(
                            "lore word " + place.name().toLowerCase(Locale.ROOT).repeat(9),
                            place,
                            0,
                            Role.SYSTEM))
                .toList();
    Card plain = Card.read("{\"name\":\"Edda\"}");
    Card card =
        new Card(
            plain.json(),
            "Edda",
            words(random, 600),
            words(random, 300),
            words(random, 300),
            words(random, 200),
            "<START>" + words(random, 200) + "<START>" + words(random, 50),
            words(random, 200),
            words(random, 100),
            List.of(),
            random.nextBoolean() ? lore : Lorebook.EMPTY);
    List<Exchange> turns =
        IntStream.rangeClosed(1, random.nextInt(12))
            .mapToObj(i -> new Exchange(i, words(random, 80), words(random, 300), 1))
            .toList();
    return new Conversation(
        "r",
        "chat",
        who(card),
        "b",
        1,
        new Summary(words(random, 200), 1),
        turns,
        words(random, 120));
  }

  private static Character who(Card card) {
    return new Character("edda", "b", RowFilter.NONE, card);
  }

  private static Card card(String description, String greeting, String examples, Lorebook lore) {
    Card plain = Card.read("{\"name\":\"Edda\"}");
    return new Card(
        plain.json(), "Edda", description, "", "", greeting, examples, "", "", List.of(), lore);
  }

  private static String sentences(String word, int count) {
    return (word + " is what is said here now. ").repeat(count);
  }

  private static String words(Random random, int most) {
    return random
        .ints(random.nextInt(most + 1), 0, WORDS.length)
        .mapToObj(i -> WORDS[i])
        .collect(Collectors.joining(random.nextInt(8) == 0 ? "" : " "));
  }

  private static Stretch stretch(int page, String text) {
    PassageHit hit =
        new PassageHit(
            "{\"book_id\":\"b\",\"page_num\":" + page + "}",
            0.5,
            0.5f,
            null,
            new Passage(0, 0, text.length(), text),
            Map.of("speaker", "Edda"),
            new SourcePosition("t", 0, 1),
            1,
            "hash",
            "model");
    return new Stretch(hit, 0, text.length(), text, 0);
  }
}
