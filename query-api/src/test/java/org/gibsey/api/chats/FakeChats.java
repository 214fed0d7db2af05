package org.gibsey.api.chats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Chats kept in this process, in a store that a test can switch off. */
public final class FakeChats {
  private final FakeSwitch at = new FakeSwitch();
  private final FakeChatRows chats = new FakeChatRows(at);
  private final FakeWords words = new FakeWords(at);
  private final FakeTurnLog log = new FakeTurnLog(at);

  /** How often events were read. */
  public int reads() {
    return log.reads.get();
  }

  /** The store. */
  public ChatStore store() {
    return new ChatStore(chats, words, log);
  }

  /** Keeps a chat of an owner, whose first turn has come to this. */
  public void put(String owner, String id, String character, String book, TurnStatus status) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ChatStore store = store();
    Chat chat = Chat.fresh(owner, id, "A chat", character, book, null, now);
    store.chats().create(chat);
    store.chats().next(chat, "request", null, now);
    store.log().begin(chat.turn(1), "request", "writer", null);
    long micros = now.toEpochMilli() * 1_000;
    store.words().say(chat, new Said(1, Said.Speaker.READER, "Hello", null, now, micros));
    store.log().append(chat.turn(1), List.of(new TurnEvent(1, "delta", "{\"text\":\"Ah.\"}")));
    if (status != TurnStatus.WRITING) {
      TurnEnd end = new TurnEnd(status, micros, "Ah.", 0, TurnDetail.of("x", "[]", null));
      store.log().end(chat.turn(1), 1, List.of(new TurnEvent(2, "done", "{}")), end);
      store.chats().free(owner, id, 1, now);
    }
  }

  public void goAway() {
    at.goAway();
  }

  public void comeBack() {
    at.comeBack();
  }
}
