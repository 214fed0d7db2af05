package org.gibsey.api.voice;

import java.util.List;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/** How far a reader had read when something was said; null for the whole book. */
final class Progress {
  private Progress() {}

  /** The furthest of a summary and what is added to it. */
  static @Nullable Integer furthest(Summary before, List<Exchange> said) {
    Integer furthest = before.text().isEmpty() ? Integer.valueOf(0) : before.progress();
    for (Exchange exchange : said) {
      Integer then = exchange.progress();
      if (furthest == null || then == null) {
        return null;
      }
      furthest = Math.max(furthest, then);
    }
    return furthest;
  }
}
