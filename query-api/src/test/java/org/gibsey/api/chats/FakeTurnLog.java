package org.gibsey.api.chats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Turns and their events, kept in this process. */
final class FakeTurnLog implements TurnLog {
  /** How often events were read. */
  final AtomicInteger reads = new AtomicInteger();

  private final Map<TurnKey, Turn> turns = new HashMap<>();

  private final FakeSwitch at;

  FakeTurnLog(FakeSwitch at) {
    this.at = at;
  }

  @Override
  public boolean begin(TurnKey key, String askedBy, String writer, @Nullable Integer replaces) {
    return at.atomically(
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
    return at.atomically(
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
    return at.atomically(
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
    at.atomically(
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
    return at.atomically(() -> Optional.ofNullable(turns.get(key)).map(Turn::state));
  }

  @Override
  public List<TurnState> states(String chatId, Collection<Integer> numbers) {
    return numbers.stream().flatMap(number -> state(new TurnKey(chatId, number)).stream()).toList();
  }

  @Override
  public List<TurnEvent> events(TurnKey key, int after, int limit) {
    reads.incrementAndGet();
    return at.atomically(
        () ->
            Optional.ofNullable(turns.get(key)).stream()
                .flatMap(turn -> turn.events().stream())
                .filter(event -> event.seq() > after)
                .limit(limit)
                .toList());
  }

  @Override
  public int delete(TurnKey key) {
    return at.atomically(
        () -> Optional.ofNullable(turns.remove(key)).map(turn -> turn.events().size()).orElse(0));
  }

  /** A turn and its events. */
  private record Turn(TurnState state, String writer, List<TurnEvent> events) {}
}
