package org.gibsey.api.chats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/** Chats kept in this process, in a store that a test can switch off. */
public final class FakeChats {
  /** How often events were read. */
  public final AtomicInteger reads = new AtomicInteger();

  private final Map<String, Chat> chats = new TreeMap<>(Comparator.reverseOrder());
  private final Map<TurnKey, Turn> turns = new HashMap<>();
  private final Map<String, Written> words = new HashMap<>();
  private volatile boolean away;

  /** A turn and its events. */
  private record Turn(TurnState state, String writer, List<TurnEvent> events) {}

  /** What a speaker said, or that it is deleted. */
  private record Written(String chatId, int turn, @Nullable Said said, long micros) {}

  /** The store. */
  public ChatStore store() {
    return new ChatStore(new FakeRows(), new FakeWords(), new FakeLog());
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
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }

  private final class FakeRows implements Chats {
    @Override
    public void create(Chat chat) {
      atomically(() -> chats.putIfAbsent(key(chat.ownerId(), chat.id()), chat));
    }

    @Override
    public Optional<Chat> chat(String ownerId, String chatId) {
      return atomically(() -> Optional.ofNullable(chats.get(key(ownerId, chatId))));
    }

    @Override
    public List<Chat> chats(String ownerId, @Nullable String before, int limit) {
      return atomically(
          () ->
              chats.values().stream()
                  .filter(chat -> chat.ownerId().equals(ownerId))
                  .filter(chat -> before == null || chat.id().compareTo(before) < 0)
                  .limit(limit)
                  .toList());
    }

    @Override
    public boolean change(
        String ownerId,
        String chatId,
        @Nullable String title,
        @Nullable Integer progress,
        Instant now) {
      return atomically(
          () ->
              chats.computeIfPresent(
                      key(ownerId, chatId),
                      (key, chat) ->
                          new Chat(
                              ownerId,
                              chatId,
                              title == null ? chat.title() : title,
                              chat.characterId(),
                              chat.bookId(),
                              progress == null ? chat.progress() : progress,
                              chat.createdAt(),
                              now,
                              chat.turns(),
                              chat.writing(),
                              chat.askedBy(),
                              chat.edits(),
                              chat.summary(),
                              chat.summarised()))
                  != null);
    }

    @Override
    public Optional<Integer> next(
        Chat seen, String askedBy, @Nullable Integer replaces, Instant now) {
      return atomically(
          () -> {
            @Nullable Chat chat = chats.get(key(seen.ownerId(), seen.id()));
            if (chat == null
                || chat.turns() != seen.turns()
                || chat.writing() != null
                || !Objects.equals(chat.askedBy(), seen.askedBy())
                || (replaces != null && chat.summarised() != seen.summarised())) {
              return chat != null && askedBy.equals(chat.askedBy())
                  ? Optional.of(chat.turns())
                  : Optional.empty();
            }
            boolean keeps = replaces == null || chat.summarised() < replaces;
            chats.put(
                key(chat.ownerId(), chat.id()),
                with(
                    chat,
                    now,
                    chat.turns() + 1,
                    chat.turns() + 1,
                    askedBy,
                    chat.edits() + (replaces == null ? 0 : 1),
                    keeps ? chat.summary() : Summary.NONE,
                    keeps ? chat.summarised() : 0));
            return Optional.of(chat.turns() + 1);
          });
    }

    @Override
    public void free(String ownerId, String chatId, int turn, Instant now) {
      write(ownerId, chatId, turn, null, now);
    }

    @Override
    public boolean close(String ownerId, String chatId) {
      return atomically(
          () -> {
            @Nullable Chat chat = chats.get(key(ownerId, chatId));
            if (chat != null && chat.writing() == null) {
              write(ownerId, chatId, null, Chat.CLOSED, chat.changedAt());
              return true;
            }
            return chat != null && !chat.isOpen();
          });
    }

    private void write(
        String ownerId,
        String chatId,
        @Nullable Integer before,
        @Nullable Integer after,
        Instant now) {
      atomically(
          () ->
              chats.computeIfPresent(
                  key(ownerId, chatId),
                  (key, chat) ->
                      Objects.equals(chat.writing(), before)
                          ? with(
                              chat,
                              now,
                              chat.turns(),
                              after,
                              chat.askedBy(),
                              chat.edits(),
                              chat.summary(),
                              chat.summarised())
                          : chat));
    }

    @Override
    public boolean summarise(Chat seen, Summary summary, int last) {
      return atomically(
          () -> {
            @Nullable Chat chat = chats.get(key(seen.ownerId(), seen.id()));
            if (chat == null
                || chat.edits() != seen.edits()
                || chat.summarised() != seen.summarised()) {
              return false;
            }
            chats.put(
                key(chat.ownerId(), chat.id()),
                with(
                    chat,
                    chat.changedAt(),
                    chat.turns(),
                    chat.writing(),
                    chat.askedBy(),
                    chat.edits(),
                    summary,
                    last));
            return true;
          });
    }

    @Override
    public void delete(String ownerId, String chatId) {
      atomically(() -> chats.remove(key(ownerId, chatId)));
    }
  }

  private final class FakeWords implements Words {
    @Override
    public void say(Chat chat, Said said) {
      write(chat.id(), said.turnNum(), said.speaker(), said, said.writeTimeMicros());
    }

    @Override
    public List<Said> said(String chatId, int before, int turns) {
      return atomically(
          () -> {
            List<Said> all =
                words.values().stream()
                    .filter(one -> one.chatId().equals(chatId) && one.turn() < before)
                    .map(Written::said)
                    .filter(Objects::nonNull)
                    .sorted(
                        Comparator.comparing(Said::turnNum).reversed().thenComparing(Said::speaker))
                    .toList();
            List<Integer> wanted = all.stream().map(Said::turnNum).distinct().limit(turns).toList();
            return all.stream().filter(said -> wanted.contains(said.turnNum())).toList();
          });
    }

    @Override
    public void delete(String chatId, int turnNum, Said.Speaker speaker, long writeTimeMicros) {
      write(chatId, turnNum, speaker, null, writeTimeMicros);
    }

    @Override
    public void deleteAll(String chatId, long writeTimeMicros) {
      atomically(
          () -> {
            words.replaceAll(
                (key, one) ->
                    one.chatId().equals(chatId) && one.micros() <= writeTimeMicros
                        ? new Written(chatId, one.turn(), null, writeTimeMicros)
                        : one);
            return true;
          });
    }

    /** Of a deletion and a write of the same time the deletion stands. */
    private void write(
        String chatId, int turn, Said.Speaker speaker, @Nullable Said said, long micros) {
      atomically(
          () ->
              words.merge(
                  chatId + "/" + turn + "/" + speaker,
                  new Written(chatId, turn, said, micros),
                  (known, fresh) ->
                      fresh.micros() > known.micros()
                              || (fresh.micros() == known.micros() && fresh.said() == null)
                          ? fresh
                          : known));
    }
  }

  private final class FakeLog implements TurnLog {
    @Override
    public boolean begin(TurnKey key, String askedBy, String writer, @Nullable Integer replaces) {
      return atomically(
          () -> {
            Turn fresh =
                new Turn(
                    new TurnState(key, TurnStatus.WRITING, 0, false, askedBy, replaces, null),
                    writer,
                    new ArrayList<>());
            @Nullable Turn known = turns.putIfAbsent(key, fresh);
            return known == null || (known.state().isWriting() && known.writer().equals(writer));
          });
    }

    @Override
    public boolean append(TurnKey key, List<TurnEvent> events) {
      return atomically(
          () -> {
            @Nullable Turn turn = turns.get(key);
            int after = events.getFirst().seq() - 1;
            if (turn == null || !turn.state().isWriting()) {
              return false;
            }
            if (turn.state().lastSeq() == after) {
              turn.events().addAll(events);
              put(turn, TurnStatus.WRITING, turn.state().stop(), null);
              return true;
            }
            return turn.state().lastSeq() == events.getLast().seq();
          });
    }

    @Override
    public boolean end(TurnKey key, int after, List<TurnEvent> last, TurnEnd end) {
      return atomically(
          () -> {
            Turn turn =
                turns.getOrDefault(
                    key,
                    new Turn(
                        new TurnState(key, TurnStatus.WRITING, 0, false, null, null, null),
                        "",
                        new ArrayList<>()));
            if (turn.state().isWriting() && turn.state().lastSeq() == after) {
              turn.events().addAll(last);
              put(turn, end.status(), turn.state().stop(), end);
              return true;
            }
            return end.equals(turn.state().end());
          });
    }

    @Override
    public void stop(TurnKey key) {
      atomically(
          () -> {
            @Nullable Turn turn = turns.get(key);
            if (turn != null && turn.state().isWriting()) {
              put(turn, TurnStatus.WRITING, true, null);
            }
            return true;
          });
    }

    private void put(Turn turn, TurnStatus status, boolean stop, @Nullable TurnEnd end) {
      TurnState before = turn.state();
      TurnState state =
          new TurnState(
              before.key(),
              status,
              turn.events().size(),
              stop,
              before.askedBy(),
              before.replaces(),
              end);
      turns.put(before.key(), new Turn(state, turn.writer(), turn.events()));
    }

    @Override
    public Optional<TurnState> state(TurnKey key) {
      return atomically(() -> Optional.ofNullable(turns.get(key)).map(Turn::state));
    }

    @Override
    public List<TurnState> states(String chatId, Collection<Integer> numbers) {
      return numbers.stream()
          .flatMap(number -> state(new TurnKey(chatId, number)).stream())
          .toList();
    }

    @Override
    public List<TurnEvent> events(TurnKey key, int after, int limit) {
      reads.incrementAndGet();
      return atomically(
          () ->
              Optional.ofNullable(turns.get(key)).stream()
                  .flatMap(turn -> turn.events().stream())
                  .filter(event -> event.seq() > after)
                  .limit(limit)
                  .toList());
    }

    @Override
    public int delete(TurnKey key) {
      return atomically(
          () -> Optional.ofNullable(turns.remove(key)).map(turn -> turn.events().size()).orElse(0));
    }
  }

  private static String key(String ownerId, String chatId) {
    return ownerId + "\n" + chatId;
  }

  private static Chat with(
      Chat chat,
      Instant now,
      int turns,
      @Nullable Integer writing,
      @Nullable String askedBy,
      int edits,
      Summary summary,
      int summarised) {
    return new Chat(
        chat.ownerId(),
        chat.id(),
        chat.title(),
        chat.characterId(),
        chat.bookId(),
        chat.progress(),
        chat.createdAt(),
        now,
        turns,
        writing,
        askedBy,
        edits,
        summary,
        summarised);
  }

  private interface Change<T extends @Nullable Object> {
    T make();
  }

  private synchronized <T extends @Nullable Object> T atomically(Change<T> change) {
    requireThere();
    return change.make();
  }
}
