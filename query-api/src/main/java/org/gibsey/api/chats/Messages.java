package org.gibsey.api.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gibsey.api.chats.ChatView.MessageView;
import org.gibsey.api.chats.Said.Speaker;
import org.jspecify.annotations.Nullable;

/** Reads what was said in a chat, with how each turn ended. */
final class Messages {
  private final ChatStore store;

  /**
   * Messages.
   *
   * @param messages oldest first
   * @param earlier number of the first turn when there are others before it, or null
   */
  record Page(List<MessageView> messages, @Nullable Integer earlier) {}

  Messages(ChatStore store) {
    this.store = store;
  }

  /**
   * The newest turns before one.
   *
   * @param turns how many at most
   */
  Page before(String chatId, int before, int turns) {
    List<Said> said = store.words().said(chatId, before, turns + 1);
    List<Integer> numbers = said.stream().map(Said::turnNum).distinct().limit(turns).toList();
    boolean more = said.stream().anyMatch(one -> !numbers.contains(one.turnNum()));
    Map<Integer, TurnState> states =
        store.log().states(chatId, numbers).stream()
            .collect(Collectors.toMap(turn -> turn.key().number(), Function.identity()));
    List<MessageView> messages = new ArrayList<>();
    for (int number : numbers.reversed()) {
      said.stream()
          .filter(one -> one.turnNum() == number && one.speaker() == Speaker.READER)
          .forEach(one -> messages.add(reader(one, states.get(number))));
      @Nullable TurnState turn = states.get(number);
      if (turn != null) {
        messages.add(character(turn, said));
      }
    }
    return new Page(messages, more ? numbers.getLast() : null);
  }

  private static MessageView reader(Said said, @Nullable TurnState turn) {
    return new MessageView(
        said.turnNum(),
        Speaker.READER.text(),
        said.text(),
        said.saidAt().toString(),
        (turn == null ? TurnStatus.FAILED : turn.status()).text(),
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.nullNode(),
        null);
  }

  private static MessageView character(TurnState turn, List<Said> said) {
    int number = turn.key().number();
    @Nullable TurnEnd end = turn.end();
    String at =
        end == null
            ? said.stream()
                .filter(one -> one.turnNum() == number)
                .map(one -> one.saidAt().toString())
                .findFirst()
                .orElse("")
            : EndTurn.moment(end.endedAtMicros()).toString();
    return new MessageView(
        number,
        Speaker.CHARACTER.text(),
        end == null ? "" : end.reply(),
        at,
        turn.status().text(),
        citations(end),
        usage(end),
        end == null ? null : end.credits());
  }

  static JsonNode citations(@Nullable TurnEnd end) {
    return end == null ? JsonNodeFactory.instance.arrayNode() : TurnDetail.member(end, "citations");
  }

  static JsonNode usage(@Nullable TurnEnd end) {
    return end == null ? JsonNodeFactory.instance.nullNode() : TurnDetail.member(end, "usage");
  }
}
