package org.gibsey.api.chats;

import java.util.List;
import java.util.function.ToIntFunction;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.Prices;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.voice.Voice;

/**
 * What all turns that this process writes have in common.
 *
 * @param tokens counts the tokens of a text
 */
record Writers(
    Voice voice,
    ChatStore store,
    Credits credits,
    Prices prices,
    EndTurn ending,
    Memory memory,
    Watches watches,
    Drain drain,
    WriteClock clock,
    ToIntFunction<String> tokens,
    ChatMetrics metrics) {

  /** Events are stored: whoever reads may have them. */
  void stored(TurnKey key, List<TurnEvent> events, long startedNanos, boolean firstText) {
    watches.tell(key, events.getLast().seq(), false);
    metrics.stored(events, startedNanos, firstText);
  }

  /** A turn has ended. */
  void ended(Order order, int lastSeq, TurnStatus status) {
    watches.tell(order.key(), lastSeq, true);
    metrics.ended(status);
  }
}
