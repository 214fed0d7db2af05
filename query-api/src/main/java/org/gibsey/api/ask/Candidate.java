package org.gibsey.api.ask;

import org.gibsey.api.retrieve.Sentences;
import org.gibsey.shard.PassageHit;

/**
 * A sentence that might answer the question.
 *
 * @param hit the passage that it lies in
 * @param span where it lies in the passage's text
 * @param text the sentence
 */
public record Candidate(PassageHit hit, Sentences.Span span, String text) {
  /** First UTF-16 index in the text of the page. */
  public int start() {
    return hit.passage().start() + span.start();
  }

  /** Last UTF-16 index in the text of the page, exclusive. */
  public int end() {
    return hit.passage().start() + span.end();
  }

  boolean overlaps(Candidate other) {
    return hit.rowKey().equals(other.hit.rowKey())
        && start() < other.end()
        && other.start() < end();
  }
}
