package org.gibsey.api.ask;

import java.util.List;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Took;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param answer its text, with a marker {@code [n]} for each citation
 * @param generator see {@link AnswerEvent.Done#generator}
 * @param grounded see {@link AnswerEvent.Done#grounded}
 * @param finishReason see {@link AnswerEvent.Done#finishReason}
 * @param citations the quotes, in the order of their numbers
 * @param servedFrom see {@link org.gibsey.api.search.Origin#servedFrom}
 * @param snapshotAgeMs see {@link org.gibsey.api.search.Origin#snapshotAgeMs}
 */
public record Answer(
    String answer,
    String generator,
    boolean grounded,
    String finishReason,
    List<Citation> citations,
    Usage usage,
    String servedFrom,
    @Nullable Long snapshotAgeMs,
    Took tookMs) {
  public Answer {
    citations = List.copyOf(citations);
  }
}
