package org.gibsey.api.chats;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A turn of a chat.
 *
 * @param chatId the chat's id
 * @param number from 1
 */
public record TurnKey(String chatId, int number) {
  private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})/([0-9]{1,9})");

  /** What credits are reserved under. */
  String reservation() {
    return chatId + "/" + number;
  }

  /** The turn that credits were reserved for, unless they were for something else. */
  static Optional<TurnKey> of(String reservation) {
    Matcher id = ID.matcher(reservation);
    return id.matches()
        ? Optional.of(new TurnKey(id.group(1), Integer.parseInt(id.group(2))))
        : Optional.empty();
  }
}
