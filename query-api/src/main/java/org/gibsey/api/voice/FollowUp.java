package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.SharedWords;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.voice.Conversation.Exchange;

/**
 * What to search for when a message may be understood only with the one before it, such as {@code
 * And then?}: both, when it has few words that say what it is about. Asks no model.
 *
 * <p>Measured with all-MiniLM-L6-v2 on the 68 dialogues of the demo book, among the pages that the
 * character knows. Of the 56 second questions that lean on the first, the best page answers 24
 * without and 45 with the first one, and the best five 44 and 55. Of the 12 that do not, the best
 * page answers 12 and 11; it would be 10 with the first put before every question.
 */
final class FollowUp {
  /** A message with more such words stands for itself. */
  private static final int FEW_WORDS = 3;

  /** A message with no more such words leans on the one before it, whatever comes after. */
  private static final int HARDLY_ANY = 1;

  private static final int MOST_BEFORE = 3;

  private FollowUp() {}

  /**
   * The text to search for, no longer than the embedding model reads.
   *
   * @param conversation with only what may be remembered
   */
  static String query(Conversation conversation, QueryEmbedder embedder) {
    List<String> said = new ArrayList<>(List.of(conversation.message().strip()));
    List<Exchange> recent = conversation.recent();
    int enough = FEW_WORDS;
    for (int i = recent.size() - 1; i >= 0 && said.size() <= MOST_BEFORE; i--) {
      if (SharedWords.count(said.getFirst()) > enough) {
        break;
      }
      said.addFirst(recent.get(i).message().strip());
      enough = HARDLY_ANY;
    }
    return ending(String.join(" ", said), embedder);
  }

  /** The last words of a text that the model can read. */
  private static String ending(String text, QueryEmbedder embedder) {
    int most = embedder.loaded().maxTokens();
    String rest = text;
    while (embedder.tokens(rest) > most) {
      rest = rest.substring(wordAfter(rest, Math.max(1, rest.length() / 8)));
    }
    return rest;
  }

  /** The first beginning of a word from an index on; the index itself when none comes. */
  private static int wordAfter(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (Character.isWhitespace(text.charAt(at - 1)) && !Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
  }
}
