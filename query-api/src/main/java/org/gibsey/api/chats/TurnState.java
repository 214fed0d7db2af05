package org.gibsey.api.chats;

import org.jspecify.annotations.Nullable;

/**
 * A turn, but for its events.
 *
 * @param lastSeq number of its last event, 0 when there is none
 * @param stop whether its reader wants it to stop
 * @param askedBy the request that began it, or null when it was ended before it began
 * @param replaces the first of the turns that it replaced, or null
 * @param end how it ended, or null while it is written
 */
public record TurnState(
    TurnKey key,
    TurnStatus status,
    int lastSeq,
    boolean stop,
    @Nullable String askedBy,
    @Nullable Integer replaces,
    @Nullable TurnEnd end) {
  boolean isWriting() {
    return status == TurnStatus.WRITING;
  }
}
