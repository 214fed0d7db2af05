package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gibsey.api.ask.NumberedPassage;
import org.gibsey.api.llm.DataFence;
import org.gibsey.api.llm.Prompt;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.retrieve.Stretch;

/**
 * All of a prompt but what a search finds, for which there is room.
 *
 * @param person lines about the character, in their order
 * @param history what was said, oldest first
 * @param after lines of the last message that come after what is found
 * @param message what the reader says now
 * @param passageTokens room for passages
 * @param memoryTokens room for what was said earlier
 * @param firstTurn the first turn of the chat that is in {@code history}; {@link Integer#MAX_VALUE}
 *     when none is
 * @param most no prompt of this plan has more tokens
 * @param replyTokens most tokens of the answer
 */
record PromptPlan(
    List<String> person,
    List<Message> history,
    List<String> after,
    String message,
    int passageTokens,
    int memoryTokens,
    int firstTurn,
    int most,
    int replyTokens) {
  private static final double TEMPERATURE = 0.7;

  /**
   * The prompt with what was found, as much of it as fits: first the worst of what was said earlier
   * is left out, then the worst passages.
   *
   * @param passages best first
   * @param earlier lines, best first
   */
  CharacterPrompt with(List<Stretch> passages, List<String> earlier, Tokens tokens) {
    DataFence fence = DataFence.random();
    int kept = fitting(numbered(passages), tokens, passageTokens);
    int remembered = fitting(earlier, tokens, memoryTokens);
    CharacterPrompt prompt =
        prompt(fence, passages.subList(0, kept), earlier.subList(0, remembered));
    // Lines together have no more tokens than one by one, with any tokenizer that is known here.
    while (prompt.tokens(tokens) > most && kept + remembered > 0) {
      if (remembered > 0) {
        remembered--;
      } else {
        kept--;
      }
      prompt = prompt(fence, passages.subList(0, kept), earlier.subList(0, remembered));
    }
    return prompt;
  }

  private static int fitting(List<String> lines, Tokens tokens, int room) {
    int left = room;
    int kept = 0;
    while (kept < lines.size()) {
      left -= tokens.of(lines.get(kept));
      if (left < 0) {
        break;
      }
      kept++;
    }
    return kept;
  }

  private CharacterPrompt prompt(DataFence fence, List<Stretch> passages, List<String> earlier) {
    String rules = Rules.speak(fence);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Speaker.SYSTEM, rules + "\n" + fence.around(person)));
    messages.addAll(history);
    List<String> data =
        Stream.of(numbered(passages), earlier, after).flatMap(List::stream).toList();
    messages.add(new Message(Speaker.USER, fence.around(data) + last(message)));
    return new CharacterPrompt(
        new Prompt(messages, replyTokens, TEMPERATURE), fence.confidential(rules), passages);
  }

  /** What follows the data of the last message. */
  static String last(String message) {
    return "\nThe reader says:\n" + message;
  }

  private static List<String> numbered(List<Stretch> passages) {
    return IntStream.range(0, passages.size())
        .mapToObj(i -> DataFence.line(NumberedPassage.of(i + 1, passages.get(i))))
        .toList();
  }
}
