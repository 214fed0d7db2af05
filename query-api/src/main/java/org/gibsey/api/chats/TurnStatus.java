package org.gibsey.api.chats;

import java.util.Locale;

/** How a turn is going. */
public enum TurnStatus {
  /** It is being written, or its process died and nobody has ended it yet. */
  WRITING,
  /** The character has said all. */
  DONE,
  /** Its reader stopped it; what was said so far is its reply. */
  STOPPED,
  /** It failed; what was said so far is not part of the history. */
  FAILED;

  /** As it is stored and sent. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TurnStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether the character's words belong to the history and are paid for. */
  boolean isSaid() {
    return this == DONE || this == STOPPED;
  }
}
