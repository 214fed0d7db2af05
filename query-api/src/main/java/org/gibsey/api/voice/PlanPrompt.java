package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Lorebook;
import org.gibsey.api.characters.Lorebook.Lore;
import org.gibsey.api.characters.Lorebook.Scene;
import org.gibsey.api.characters.Macros;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.llm.DataFence;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.voice.Conversation.Exchange;

/**
 * Decides what of a conversation and a card a prompt holds when not all fits. Of the tokens of a
 * prompt, a quarter is kept for passages and a sixteenth for what was said earlier. The rest is
 * filled in this order, so that what comes last is dropped first: the rules and the message; the
 * card, up to 28 %, and its reminder, up to 6 %; the last exchange; lore, up to 8 %; the summary,
 * up to 7 %; exchanges before the last one, newest first; the greeting; examples, up to 8 %.
 *
 * <p>Belongs to one conversation and one thread.
 */
final class PlanPrompt {
  private static final Pattern EXAMPLES = Pattern.compile("(?i)<START>");
  private static final int PERCENT = 100;

  private final Conversation conversation;
  private final Card card;
  private final Macros macros;
  private final Tokens tokens;
  private final VoiceSettings settings;
  private final int total;
  private int left;

  private PlanPrompt(Conversation conversation, Tokens tokens, VoiceSettings settings) {
    this.conversation = conversation;
    this.card = conversation.character().card();
    this.macros = Macros.of(card, Macros.SOMEBODY, conversation.chatId().hashCode());
    this.tokens = tokens;
    this.settings = settings;
    this.total = settings.promptTokens();
  }

  /**
   * The plan for a conversation.
   *
   * @param conversation with only what may be remembered
   * @throws Problem of the type {@code TEXT_TOO_LONG} when the message has more than a quarter of
   *     the tokens
   */
  static PromptPlan of(Conversation conversation, Tokens tokens, VoiceSettings settings) {
    return new PlanPrompt(conversation, tokens, settings).plan();
  }

  private PromptPlan plan() {
    String message = Spoken.plain(conversation.message());
    int passages = total / 4;
    int memories = total / 16;
    left = total - passages - memories - fixed(message);
    String person = person();
    List<String> reminder =
        kept(limit(6), Line::manner, macros.fill(card.postHistoryInstructions()).strip());
    List<Exchange> said = conversation.recent();
    List<Exchange> kept = new ArrayList<>();
    if (!said.isEmpty() && take(messages(said.getLast()))) {
      kept.add(said.getLast());
    }
    List<Lore> lore = lore();
    List<String> summary = kept(limit(7), Line::summary, conversation.summary().text());
    for (int i = said.size() - 2; i >= 0 && kept.size() == said.size() - 1 - i; i--) {
      if (kept.size() < settings.verbatimTurns() && take(messages(said.get(i)))) {
        kept.addFirst(said.get(i));
      }
    }
    List<Message> history = new ArrayList<>(greeting(kept));
    kept.forEach(exchange -> history.addAll(messages(exchange)));
    List<String> aboutPerson =
        Stream.of(
                lore.stream().filter(l -> !l.afterCharacter()).map(l -> Line.lore(l.text())),
                Stream.of(person),
                lore.stream().filter(Lore::afterCharacter).map(l -> Line.lore(l.text())),
                examples().stream())
            .flatMap(lines -> lines)
            .toList();
    return new PromptPlan(
        aboutPerson,
        history,
        Stream.concat(summary.stream(), reminder.stream()).toList(),
        message,
        passages,
        memories,
        kept.isEmpty() ? Integer.MAX_VALUE : kept.getFirst().turnNum(),
        total - left,
        settings.replyTokens());
  }

  /** Rules, fences and message. */
  private int fixed(String message) {
    int asked = tokens.of(message);
    if (asked > total / 4) {
      throw new Problem(
          ProblemType.TEXT_TOO_LONG,
          "The message has %d tokens, characters listen to at most %d."
              .formatted(asked, total / 4));
    }
    DataFence bare = new DataFence("");
    return tokens.of(Rules.speak(bare))
        + Rules.FENCE_LINES * DataFence.MOST_TOKENS
        + tokens.of(PromptPlan.last(message));
  }

  private String person() {
    int most = limit(28);
    String line = Line.person(card.name(), CardPart.of(card, macros, tokens, most));
    left -= tokens.of(line);
    return line;
  }

  private List<Lore> lore() {
    List<Exchange> said = conversation.recent();
    List<Lorebook.Line> lines = new ArrayList<>();
    said.forEach(
        exchange -> {
          lines.add(Lorebook.Line.reader(exchange.message()));
          lines.add(Lorebook.Line.character(exchange.reply()));
        });
    lines.add(Lorebook.Line.reader(conversation.message()));
    int room = limit(8);
    Scene scene =
        new Scene(
            lines,
            said.isEmpty() ? 1 : said.getFirst().turnNum(),
            0,
            conversation.progress(),
            room,
            macros);
    List<Lore> kept = new ArrayList<>();
    for (Lore entry : card.lorebook().select(scene, tokens::of)) {
      int cost = tokens.of(Line.lore(entry.text()));
      if (cost <= room) {
        room -= cost;
        left -= cost;
        kept.add(entry);
      }
    }
    return kept;
  }

  /** The greeting, when what follows it is there from the beginning. */
  private List<Message> greeting(List<Exchange> kept) {
    Message greeting =
        new Message(Speaker.ASSISTANT, Spoken.plain(card.greeting(Macros.SOMEBODY).strip()));
    boolean fromBeginning =
        kept.isEmpty() ? conversation.recent().isEmpty() : kept.getFirst().turnNum() == 1;
    return fromBeginning && !greeting.text().isEmpty() && take(List.of(greeting))
        ? List.of(greeting)
        : List.of();
  }

  private List<String> examples() {
    int room = limit(8);
    List<String> kept = new ArrayList<>();
    for (String example : EXAMPLES.split(macros.fill(card.exampleMessages()), -1)) {
      String line = Line.example(example.strip());
      int cost = tokens.of(line);
      if (!example.isBlank() && cost <= room) {
        room -= cost;
        left -= cost;
        kept.add(line);
      }
    }
    return kept;
  }

  private static List<Message> messages(Exchange exchange) {
    return List.of(
        new Message(Speaker.USER, Spoken.plain(exchange.message())),
        new Message(Speaker.ASSISTANT, Spoken.plain(Spoken.uncited(exchange.reply()))));
  }

  private boolean take(List<Message> messages) {
    int cost = messages.stream().mapToInt(message -> tokens.of(message.text())).sum();
    if (cost > left) {
      return false;
    }
    left -= cost;
    return true;
  }

  /** A line for as much of a text as fits, or none. */
  private List<String> kept(int most, UnaryOperator<String> line, String text) {
    String cut = text.isBlank() ? "" : tokens.beginning(text, most - tokens.of(line.apply("")));
    if (cut.isEmpty()) {
      return List.of();
    }
    left -= tokens.of(line.apply(cut));
    return List.of(line.apply(cut));
  }

  /** A share of the prompt, or what is left of it. */
  private int limit(int percent) {
    return Math.max(0, Math.min(left, total * percent / PERCENT));
  }
}
