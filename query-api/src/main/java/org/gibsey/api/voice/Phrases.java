package org.gibsey.api.voice;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an extractive character says around its quotes. The same conversation gets the same. */
final class Phrases {
  private static final List<String> OWN_LINES =
      List.of(
          "I can only give you my own lines:",
          "I, %s, can only quote myself; these are my own lines:",
          "All I have for you are my own lines:",
          "No new words from me, I am %s and can only give you my own lines:");

  private static final List<String> KNOWN_LINES =
      List.of(
          "I can only give you lines that I know:",
          "I, %s, can only quote; these are lines that I know:",
          "All I have for you are lines that I know:",
          "No new words from me, I am %s and can only give you lines that I know:");

  private static final List<String> NOTHING =
      List.of(
          "I can only give you my own lines, and none of those I may tell you fits that.",
          "I, %s, can only quote myself, and nothing I may tell you fits that.",
          "All I have are my own lines, and none that I may tell you answers that.",
          "I am %s and can only quote myself; of what I may tell you, nothing fits that.");

  private static final Pattern QUOTE = Pattern.compile("“(.*?)” \\[\\d+]", Pattern.DOTALL);

  private Phrases() {}

  /**
   * The words before quotes.
   *
   * @param own whether the character says all of them itself
   */
  static String before(Conversation conversation, boolean own) {
    return of(own ? OWN_LINES : KNOWN_LINES, conversation);
  }

  static String nothingFits(Conversation conversation) {
    return of(NOTHING, conversation);
  }

  /** The quotes of an answer that this class put words around; none for any other. */
  static List<String> quotes(String reply) {
    boolean ours =
        Stream.of(OWN_LINES, KNOWN_LINES)
            .flatMap(List::stream)
            .anyMatch(phrase -> begins(reply, phrase));
    return ours ? QUOTE.matcher(reply).results().map(quote -> quote.group(1)).toList() : List.of();
  }

  /** Whether an answer only says that nothing fits. */
  static boolean isNothing(String reply) {
    return NOTHING.stream().anyMatch(phrase -> begins(reply, phrase));
  }

  private static boolean begins(String reply, String phrase) {
    int name = phrase.indexOf("%s");
    return name < 0
        ? reply.startsWith(phrase)
        : reply.startsWith(phrase.substring(0, name))
            && reply.indexOf(phrase.substring(name + 2), name) >= name;
  }

  private static String of(List<String> phrases, Conversation conversation) {
    int turn = conversation.recent().isEmpty() ? 0 : conversation.recent().getLast().turnNum();
    int choice = Objects.hash(conversation.chatId(), conversation.character().name()) + turn;
    return phrases
        .get(Math.floorMod(choice, phrases.size()))
        .replace("%s", Spoken.plain(conversation.character().card().calledName()));
  }
}
