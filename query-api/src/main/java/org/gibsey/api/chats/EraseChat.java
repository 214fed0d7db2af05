package org.gibsey.api.chats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.Deadline;
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

  /**
   * What was erased.
   *
   * @param rows how many, or null when nobody counted
   * @param until when it is gone by itself, for what is not
   */
  record Erased(
      String where,
      String what,
      @Nullable Integer rows,
      boolean done,
      @Nullable Instant until,
      String note) {}

  EraseChat(Writers writers, StopTurn stop) {
    this.writers = writers;
    this.stop = stop;
  }

  /**
   * Erases a chat from the store.
   *
   * @throws Problem of the type {@code TURN_UNDER_WAY} when its turn does not stop in time
   */
  List<Erased> erase(Chat seen) {
    Chat chat = closed(seen);
    int said = saidRows(chat);
    long latest = latestWords(chat);
    int events = 0;
    int turns = 0;
    for (int from = 1; from <= chat.turns(); from += PAGE) {
      List<Integer> numbers =
          IntStream.rangeClosed(from, Math.min(chat.turns(), from + PAGE - 1)).boxed().toList();
      for (TurnState turn : writers.store().log().states(chat.id(), numbers)) {
        latest = Math.max(latest, turn.end() == null ? 0 : turn.end().endedAtMicros());
        turns++;
      }
    }
    writers.store().words().deleteAll(chat.id(), Math.max(writers.clock().next(), latest + 1));
    for (int number = 1; number <= chat.turns(); number++) {
      events += writers.store().log().delete(chat.turn(number));
    }
    writers.store().chats().delete(chat.ownerId(), chat.id());
    return List.of(
        erased("gibsey.turns", "what was said", said),
        erased("gibsey.turn_events", "events of " + turns + " turns", events),
        erased("gibsey.chats", "the chat, its title and its summary", 1));
  }

  private static Erased erased(String table, String what, int rows) {
    return new Erased(
        "cassandra " + table,
        what,
        rows,
        true,
        null,
        "Replicas that were away forget it when they are repaired.");
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

  private int saidRows(Chat chat) {
    int rows = 0;
    List<Said> page = writers.store().words().said(chat.id(), Integer.MAX_VALUE, PAGE);
    while (!page.isEmpty()) {
      rows += page.size();
      page = writers.store().words().said(chat.id(), page.getLast().turnNum(), PAGE);
    }
    return rows;
  }

  private long latestWords(Chat chat) {
    long latest = 0;
    List<Said> page = writers.store().words().said(chat.id(), Integer.MAX_VALUE, PAGE);
    while (!page.isEmpty()) {
      latest = page.stream().mapToLong(Said::writeTimeMicros).reduce(latest, Math::max);
      page = writers.store().words().said(chat.id(), page.getLast().turnNum(), PAGE);
    }
    return latest;
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
