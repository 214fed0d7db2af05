package org.gibsey.api.chats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.receipts.Erasure;
import org.gibsey.api.search.Deadline;
import org.gibsey.collection.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Erases chats: first no turn can begin any more, then what was said and the events go, and last
 * the chat itself, so that who is interrupted is repeated. Safe for use by many threads.
 */
final class EraseChat {
  private static final int PAGE = 100;
  private static final Duration STOPPING = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Writers writers;
  private final StopTurn stop;

  EraseChat(Writers writers, StopTurn stop) {
    this.writers = writers;
    this.stop = stop;
  }

  /**
   * Erases a chat from the store.
   *
   * @throws Problem of the type {@code TURN_UNDER_WAY} when its turn does not stop in time
   */
  Erasure erase(Chat seen) {
    Chat chat = closed(seen);
    List<Said> words = words(chat);
    long latest = words.stream().mapToLong(Said::writeTimeMicros).max().orElse(0);
    int events = 0;
    for (int from = 1; from <= chat.turns(); from += PAGE) {
      List<Integer> numbers =
          IntStream.rangeClosed(from, Math.min(chat.turns(), from + PAGE - 1)).boxed().toList();
      for (TurnState turn : writers.store().log().states(chat.id(), numbers)) {
        latest = Math.max(latest, turn.end() == null ? 0 : turn.end().endedAtMicros());
      }
    }
    long deletedAt = Math.max(writers.clock().next(), latest + 1);
    writers.store().words().deleteAll(chat.id(), deletedAt);
    for (int number = 1; number <= chat.turns(); number++) {
      events += writers.store().log().delete(chat.turn(number));
    }
    writers.store().chats().delete(chat.ownerId(), chat.id());
    return new Erasure(
        chat.ownerId(),
        chat.id(),
        chat.createdAt(),
        deletedAt,
        words.stream().filter(said -> !said.text().isBlank()).map(said -> key(chat, said)).toList(),
        List.of(
            erased("turns", "what was said", words.size()),
            erased("turn_events", "events of its turns", events),
            erased("chats", "the chat, its title and its summary", 1)));
  }

  private static Erasure.Table erased(String table, String what, int rows) {
    return new Erasure.Table(new TableName("gibsey", table), what, rows);
  }

  /** The key of a row as the index knows it. */
  private static String key(Chat chat, Said said) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("chat_id", chat.id())
        .put("turn_num", said.turnNum())
        .put("speaker", said.speaker().text())
        .toString();
  }

  /** The chat, once no turn is written nor can begin. */
  private Chat closed(Chat chat) {
    Deadline until = Deadline.in(STOPPING);
    while (!writers.store().chats().close(chat.ownerId(), chat.id())) {
      Optional<Chat> now = writers.store().chats().chat(chat.ownerId(), chat.id());
      @Nullable Integer writing = now.map(Chat::writing).orElse(null);
      if (now.isEmpty()) {
        return chat;
      }
      if (writing != null) {
        stop.andComplete(chat, chat.turn(writing));
      }
      if (until.remaining().isZero()) {
        throw new Problem(
            ProblemType.TURN_UNDER_WAY, "The chat's last turn does not stop; try again.");
      }
      pause();
    }
    return writers.store().chats().chat(chat.ownerId(), chat.id()).orElse(chat);
  }

  /** All that was said, the last turn first. */
  private List<Said> words(Chat chat) {
    List<Said> words = new ArrayList<>();
    List<Said> page = writers.store().words().said(chat.id(), Integer.MAX_VALUE, PAGE);
    while (!page.isEmpty()) {
      words.addAll(page);
      page = writers.store().words().said(chat.id(), page.getLast().turnNum(), PAGE);
    }
    return words;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemType.STOPPING, "The server is stopping; try again.");
    }
  }
}
