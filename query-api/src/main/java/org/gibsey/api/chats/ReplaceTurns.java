package org.gibsey.api.chats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.token.WriteClock;

/**
 * Deletes turns that others stand in for. Every deletion is later than the words that it deletes,
 * whatever the clocks of the processes say that wrote them, also of words that somebody is about to
 * write: the write time of a character's words is that of the turn's end.
 */
final class ReplaceTurns {
  private static final int PAGE = 100;

  private final ChatStore store;
  private final WriteClock clock;

  ReplaceTurns(ChatStore store, WriteClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Deletes the turns from one up to another, all of which have ended. */
  void delete(String chatId, int from, int before) {
    Map<Integer, Long> latest = new HashMap<>();
    for (int at = before; at > from; ) {
      List<Said> page = store.words().said(chatId, at, PAGE);
      page.forEach(said -> latest.merge(said.turnNum(), said.writeTimeMicros(), Math::max));
      at = page.size() < PAGE ? from : page.getLast().turnNum();
    }
    for (int at = from; at < before; at += PAGE) {
      List<Integer> numbers = IntStream.range(at, Math.min(before, at + PAGE)).boxed().toList();
      ends(chatId, numbers).forEach((turn, ended) -> latest.merge(turn, ended, Math::max));
      numbers.forEach(turn -> delete(chatId, turn, latest.getOrDefault(turn, 0L)));
    }
  }

  private Map<Integer, Long> ends(String chatId, List<Integer> numbers) {
    Map<Integer, Long> ends = new HashMap<>();
    for (TurnState turn : new ArrayList<>(store.log().states(chatId, numbers))) {
      if (turn.end() != null) {
        ends.put(turn.key().number(), turn.end().endedAtMicros());
      }
    }
    return ends;
  }

  private void delete(String chatId, int turn, long latest) {
    for (Speaker speaker : Speaker.values()) {
      store.words().delete(chatId, turn, speaker, Math.max(clock.next(), latest + 1));
    }
    store.log().delete(new TurnKey(chatId, turn));
  }
}
