package org.gibsey.api.chats;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns and their events. Each method is atomic, and sees every change that was made before by any
 * process; a turn that has ended never changes again. Safe for use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code STORE_UNAVAILABLE}
 * when the store does not answer in time; a change may have been made then or not, and asking for
 * it again is safe.
 */
public interface TurnLog {
  /**
   * Begins a turn that has neither begun nor been ended.
   *
   * @param askedBy the request that it answers
   * @param writer who writes it; nobody else has the same
   * @return whether it began, and {@code writer} is the one to write it
   */
  boolean begin(TurnKey key, String askedBy, String writer, @Nullable Integer replaces);

  /**
   * Adds events to a turn.
   *
   * @param events numbered from the one behind the turn's last one
   * @return whether they were added; if not the turn has ended
   */
  boolean append(TurnKey key, List<TurnEvent> events);

  /**
   * Ends a turn for good, also one that never began.
   *
   * @param after number of the turn's last event, 0 when there is none
   * @param last the last events
   * @return whether it was this that ended it
   */
  boolean end(TurnKey key, int after, List<TurnEvent> last, TurnEnd end);

  /** Asks whoever writes a turn to stop, if somebody does. */
  void stop(TurnKey key);

  Optional<TurnState> state(TurnKey key);

  /** The turns among those numbers that have begun or were ended, in no order. */
  List<TurnState> states(String chatId, Collection<Integer> numbers);

  /**
   * Events of a turn, in order.
   *
   * @param after number of the event before the first one, 0 for all
   * @param limit how many at most, from 0
   */
  List<TurnEvent> events(TurnKey key, int after, int limit);

  /**
   * Deletes a turn that has ended.
   *
   * @return how many events it had
   */
  int delete(TurnKey key);
}
