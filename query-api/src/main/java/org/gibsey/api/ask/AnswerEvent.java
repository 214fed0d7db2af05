package org.gibsey.api.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens, in this order, while a question is answered. */
sealed interface AnswerEvent {
  /**
   * The passages that the answer will draw on, best first. Comes first, once.
   *
   * @param servedFrom see {@link org.gibsey.api.search.Origin#servedFrom}
   * @param snapshotAgeMs see {@link org.gibsey.api.search.Origin#snapshotAgeMs}
   */
  record Retrieval(List<Source> passages, String servedFrom, @Nullable Long snapshotAgeMs)
      implements AnswerEvent {}

  /**
   * A quote. Comes right before the {@link Delta} with its text.
   *
   * @param n number of the quote in the answer, from 1
   * @param quote one sentence in the page's own words
   * @param start first UTF-16 index of the quote in the page's text, inclusive
   * @param end last UTF-16 index of the quote in the page's text, exclusive
   * @param score what the quotes are ordered by, about 0 to 1
   */
  record Citation(
      int n,
      String bookId,
      int pageNum,
      @Nullable String title,
      @Nullable String speaker,
      String quote,
      int start,
      int end,
      double score)
      implements AnswerEvent {}

  /** More of the answer's text. */
  record Delta(String text) implements AnswerEvent {}

  /**
   * The answer is complete. Comes last.
   *
   * @param servedFrom see {@link org.gibsey.api.search.Origin#servedFrom}
   * @param snapshotAgeMs see {@link org.gibsey.api.search.Origin#snapshotAgeMs}
   */
  record Done(String generator, String servedFrom, @Nullable Long snapshotAgeMs, Took tookMs)
      implements AnswerEvent {}

  /** A page that a passage comes from. */
  record Source(
      String bookId, int pageNum, @Nullable String title, @Nullable String speaker, double score) {}

  /** Milliseconds spent embedding the question, searching, and choosing the sentences. */
  record Took(double embed, double search, double rank, double total) {}
}
