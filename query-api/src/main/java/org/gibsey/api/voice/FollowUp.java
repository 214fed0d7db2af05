package org.gibsey.api.voice;

import java.util.List;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.voice.Conversation.Exchange;

/** What to search for when a message may be understood only with the one before it. */
final class FollowUp {
  private FollowUp() {}

  /**
   * The text to search for, no longer than the embedding model reads.
   *
   * @param conversation with only what may be remembered
   */
  static String query(Conversation conversation, QueryEmbedder embedder) {
    List<Exchange> recent = conversation.recent();
    String message = conversation.message().strip();
    String text = recent.isEmpty() ? message : recent.getLast().message().strip() + " " + message;
    return ending(text, embedder);
  }

  /** The last words of a text that the model can read. */
  private static String ending(String text, QueryEmbedder embedder) {
    int most = embedder.loaded().maxTokens();
    int from = 0;
    String rest = text;
    while (embedder.tokens(rest) > most) {
      from = Math.max(from + 1, nextWord(text, from + Math.max(1, rest.length() / 8)));
      rest = text.substring(Math.min(from, text.length()));
    }
    return rest;
  }

  private static int nextWord(String text, int from) {
    int at = Math.min(from, text.length());
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
