package org.gibsey.api.chats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of chats does. */
public abstract class ChatStoreContract {
  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
  private static final int AT_ONCE = 8;

  /** A moment in microseconds since 1970. */
  private static final long BASE = 1_700_000_000_000_000L;

  private final String owner = "contract-" + UUID.randomUUID();

  /** The store, with whatever else is in it. */
  protected abstract ChatStore store();

  private Chat made() {
    Chat chat = Chat.fresh(owner, ChatIds.fresh(), "A title", "edda", "a-book", 7, NOW);
    store().chats().create(chat);
    return chat;
  }

  private Chat now(Chat chat) {
    return store().chats().chat(owner, chat.id()).orElseThrow();
  }

  private Chat begun(Chat chat, int turn) {
    assertThat(store().chats().next(now(chat), "request-" + turn, null, NOW)).hasValue(turn);
    assertThat(store().log().begin(chat.turn(turn), "request-" + turn, "writer-" + turn, null))
        .isTrue();
    return now(chat);
  }

  private static TurnEvent event(int seq) {
    return new TurnEvent(seq, "delta", "{\"text\":\"" + seq + "\"}");
  }

  private static TurnEnd end(TurnStatus status) {
    return new TurnEnd(status, 1_767_225_600_123_456L, "All.", 3, "{\"citations\":[]}");
  }

  @Test
  void keepsChatsOfEachOwnerTheNewestFirst() {
    List<Chat> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(made());
    }
    store()
        .chats()
        .create(Chat.fresh("other-" + owner, ChatIds.fresh(), "x", "y", null, null, NOW));
    assertThat(store().chats().chats(owner, null, 3)).isEqualTo(made.subList(0, 3));
    assertThat(store().chats().chats(owner, made.get(2).id(), 9)).isEqualTo(made.subList(3, 5));
    assertThat(store().chats().chat("other-" + owner, made.getFirst().id())).isEmpty();
    store().chats().create(Chat.fresh(owner, made.getFirst().id(), "Another", "x", null, 1, NOW));
    assertThat(now(made.getFirst())).isEqualTo(made.getFirst());
  }

  @Test
  void changesAndDeletesOnlyWhatIsThere() {
    Chat chat = made();
    assertThat(store().chats().change(owner, chat.id(), "New", null, NOW)).isTrue();
    assertThat(store().chats().change(owner, chat.id(), null, 9, NOW)).isTrue();
    assertThat(now(chat).title()).isEqualTo("New");
    assertThat(now(chat).progress()).isEqualTo(9);
    store().chats().delete(owner, chat.id());
    store().chats().delete(owner, chat.id());
    assertThat(store().chats().chat(owner, chat.id())).isEmpty();
    assertThat(store().chats().change(owner, chat.id(), "Back", 1, NOW)).isFalse();
    assertThat(store().chats().next(chat, "request", null, NOW)).isEmpty();
    assertThat(store().chats().close(owner, chat.id())).isFalse();
    assertThat(store().chats().chat(owner, chat.id())).isEmpty();
  }

  @Test
  void givesEachNumberToOneRequest() throws Exception {
    Chat chat = made();
    List<Integer> given = new ArrayList<>();
    atOnce(
        i -> {
          var number = store().chats().next(chat, "request-" + i, null, NOW);
          synchronized (given) {
            number.ifPresent(given::add);
          }
          return true;
        });
    assertThat(given).containsExactly(1);
    Chat writing = now(chat);
    assertThat(writing.writing()).isEqualTo(1);
    assertThat(store().chats().next(writing, "another", null, NOW)).isEmpty();
    assertThat(store().chats().next(chat, String.valueOf(writing.askedBy()), null, NOW))
        .hasValue(1);
    store().chats().free(owner, chat.id(), 2, NOW);
    assertThat(now(chat).writing()).isEqualTo(1);
    store().chats().free(owner, chat.id(), 1, NOW);
    assertThat(store().chats().next(now(chat), "another", null, NOW)).hasValue(2);
  }

  @Test
  void closesAChatThatIsFree() {
    Chat chat = begun(made(), 1);
    assertThat(store().chats().close(owner, chat.id())).isFalse();
    store().chats().free(owner, chat.id(), 1, NOW);
    assertThat(store().chats().close(owner, chat.id())).isTrue();
    assertThat(store().chats().close(owner, chat.id())).isTrue();
    assertThat(now(chat).isOpen()).isFalse();
    assertThat(store().chats().next(now(chat), "late", null, NOW)).isEmpty();
  }

  @Test
  void keepsASummaryUnlessTurnsWereReplaced() {
    Chat chat = made();
    Summary summary = new Summary("They met.", 4);
    assertThat(store().chats().summarise(chat, summary, 2)).isTrue();
    assertThat(store().chats().summarise(chat, new Summary("Late.", 1), 1)).isFalse();
    assertThat(store().chats().next(now(chat), "a", 3, NOW)).hasValue(1);
    store().chats().free(owner, chat.id(), 1, NOW);
    assertThat(now(chat).summary()).isEqualTo(summary);
    Chat seen = now(chat);
    assertThat(store().chats().next(seen, "b", 2, NOW)).hasValue(2);
    assertThat(now(chat).summary().text()).isEmpty();
    assertThat(now(chat).summarised()).isZero();
    assertThat(store().chats().summarise(seen, summary, 2)).isFalse();
  }

  @Test
  void addsEventsInOrderUntilTheEndAndNoneAfter() {
    TurnKey key = begun(made(), 1).turn(1);
    assertThat(store().log().begin(key, "request-1", "another", null)).isFalse();
    assertThat(store().log().begin(key, "request-1", "writer-1", null)).isTrue();
    assertThat(store().log().append(key, List.of(event(1), event(2)))).isTrue();
    assertThat(store().log().append(key, List.of(event(1), event(2)))).isTrue();
    assertThat(store().log().append(key, List.of(event(5)))).isFalse();
    store().log().stop(key);
    assertThat(store().log().state(key).orElseThrow().stop()).isTrue();
    assertThat(store().log().end(key, 1, List.of(event(2)), end(TurnStatus.FAILED))).isFalse();
    assertThat(store().log().end(key, 2, List.of(event(3)), end(TurnStatus.DONE))).isTrue();
    assertThat(store().log().end(key, 2, List.of(event(3)), end(TurnStatus.DONE))).isTrue();
    assertThat(store().log().end(key, 3, List.of(event(4)), end(TurnStatus.FAILED))).isFalse();
    assertThat(store().log().append(key, List.of(event(4)))).isFalse();
    TurnState state = store().log().state(key).orElseThrow();
    assertThat(state.end()).isEqualTo(end(TurnStatus.DONE));
    assertThat(state.lastSeq()).isEqualTo(3);
    assertThat(store().log().events(key, 0, 9)).containsExactly(event(1), event(2), event(3));
    assertThat(store().log().events(key, 1, 1)).containsExactly(event(2));
    assertThat(store().log().events(key, 0, 0)).isEmpty();
    assertThat(store().log().states(key.chatId(), List.of(1, 2))).containsExactly(state);
  }

  @Test
  void endsATurnOnceWhoeverWantsIt() throws Exception {
    TurnKey key = begun(made(), 1).turn(1);
    List<Integer> ended = new ArrayList<>();
    atOnce(
        i -> {
          TurnEnd end = new TurnEnd(TurnStatus.FAILED, i, "", i, "{}");
          if (store().log().end(key, 0, List.of(event(1)), end)) {
            synchronized (ended) {
              ended.add(i);
            }
          }
          return true;
        });
    assertThat(ended).hasSize(1);
    TurnEnd end = store().log().state(key).orElseThrow().end();
    assertThat(Objects.requireNonNull(end).credits()).isEqualTo((long) ended.getFirst());
  }

  @Test
  void barsATurnThatHasNotBegun() {
    Chat chat = made();
    assertThat(store().log().state(chat.turn(1))).isEmpty();
    assertThat(store().log().end(chat.turn(1), 0, List.of(event(1)), end(TurnStatus.FAILED)))
        .isTrue();
    assertThat(store().log().begin(chat.turn(1), "r", "w", null)).isFalse();
    assertThat(store().log().append(chat.turn(1), List.of(event(2)))).isFalse();
  }

  @Test
  void deletesTurnsWithTheirEvents() {
    TurnKey key = begun(made(), 1).turn(1);
    store().log().append(key, List.of(event(1)));
    store().log().end(key, 1, List.of(event(2)), end(TurnStatus.DONE));
    assertThat(store().log().delete(key)).isEqualTo(2);
    assertThat(store().log().state(key)).isEmpty();
    assertThat(store().log().events(key, 0, 9)).isEmpty();
    assertThat(store().log().append(key, List.of(event(3)))).isFalse();
    assertThat(store().log().state(key)).isEmpty();
    assertThat(store().log().delete(key)).isZero();
  }

  @Test
  void keepsWordsByTheTimeOfTheirWriting() {
    Chat chat = made();
    for (int turn = 1; turn <= 3; turn++) {
      store().words().say(chat, said(turn, Speaker.READER, 100, 4));
      store().words().say(chat, said(turn, Speaker.CHARACTER, 200, null));
    }
    assertThat(store().words().said(chat.id(), Integer.MAX_VALUE, 2))
        .containsExactly(
            said(3, Speaker.READER, 100, 4),
            said(3, Speaker.CHARACTER, 200, null),
            said(2, Speaker.READER, 100, 4),
            said(2, Speaker.CHARACTER, 200, null));
    store().words().delete(chat.id(), 3, Speaker.CHARACTER, BASE + 201);
    store().words().say(chat, said(3, Speaker.CHARACTER, 200, null));
    assertThat(store().words().said(chat.id(), 4, 1)).hasSize(1);
    store().words().deleteAll(chat.id(), BASE + 199);
    assertThat(store().words().said(chat.id(), Integer.MAX_VALUE, 9))
        .containsExactly(
            said(2, Speaker.CHARACTER, 200, null), said(1, Speaker.CHARACTER, 200, null));
    store().words().deleteAll(chat.id(), BASE + 200);
    assertThat(store().words().said(chat.id(), Integer.MAX_VALUE, 9)).isEmpty();
  }

  private static Said said(int turn, Speaker speaker, long written, @Nullable Integer progress) {
    return new Said(turn, speaker, "Text " + turn, progress, NOW, BASE + written);
  }

  private interface Attempt {
    boolean make(int number) throws Exception;
  }

  /** Lets several threads do the same at once. */
  private static void atOnce(Attempt attempt) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<Boolean>> all =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            BooleanSupplier once =
                                () -> {
                                  try {
                                    start.await();
                                    return attempt.make(i);
                                  } catch (Exception e) {
                                    throw new AssertionError(e);
                                  }
                                };
                            return once.getAsBoolean();
                          },
                          threads))
              .toList();
      start.countDown();
      for (CompletableFuture<Boolean> one : all) {
        one.get();
      }
    }
  }
}
