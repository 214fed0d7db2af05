package org.gibsey.api.chats;

import org.gibsey.api.voice.Conversation;

/**
 * A turn that is to be written.
 *
 * @param conversation up to the message that it answers
 * @param quote the most that it can take and cost
 */
record Order(Chat chat, TurnKey key, Conversation conversation, Quote quote) {
  /** The same, once the chat has given it its number. */
  Order as(int number) {
    return new Order(chat, chat.turn(number), conversation, quote);
  }
}
