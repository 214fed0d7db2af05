package org.gibsey.api.ask;

import java.util.List;
import org.gibsey.api.llm.Generation;
import org.jspecify.annotations.Nullable;

/** What happens, in this order, while a question is answered. */
public sealed interface AnswerEvent {
  /**
   * The passages that the answer will draw on, best first. Comes first, once.
   *
   * @param servedFrom see {@link org.gibsey.api.search.Origin#servedFrom}
   * @param snapshotAgeMs see {@link org.gibsey.api.search.Origin#snapshotAgeMs}
   */
  record Retrieval(List<Source> passages, String servedFrom, @Nullable Long snapshotAgeMs)
      implements AnswerEvent {}

  /**
   * A quote. Comes right before the {@link Delta} with its marker {@code [n]}, once for each
   * number.
   *
   * @param n number of the quote in the answer, from 1
   * @param quote what the page says, in its own words
   * @param start first UTF-16 index of the quote in the page's text, inclusive
   * @param end last UTF-16 index of the quote in the page's text, exclusive
   * @param score how well the quote or its passage fits the question, about 0 to 1
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
   * @param generator {@code extractive}, or the name of the language model that wrote the answer
   * @param grounded whether the answer cites at least one page
   * @param finishReason {@code stop}, or {@code length} when the answer was cut
   * @param servedFrom see {@link org.gibsey.api.search.Origin#servedFrom}
   * @param snapshotAgeMs see {@link org.gibsey.api.search.Origin#snapshotAgeMs}
   */
  record Done(
      String generator,
      boolean grounded,
      String finishReason,
      Usage usage,
      String servedFrom,
      @Nullable Long snapshotAgeMs,
      Took tookMs)
      implements AnswerEvent {}

  /** A page that a passage comes from. */
  record Source(
      String bookId, int pageNum, @Nullable String title, @Nullable String speaker, double score) {}

  /**
   * Tokens read and written.
   *
   * @param estimated whether they were counted here, by the tokenizer of the embedding model,
   *     rather than by the model that wrote the answer
   */
  record Usage(int promptTokens, int completionTokens, boolean estimated) {
    /** As the model tells them. */
    public static Usage of(Generation generation) {
      return new Usage(
          generation.promptTokens(), generation.completionTokens(), generation.estimated());
    }
  }

  /**
   * Milliseconds spent embedding the question, searching, choosing the sentences or passages, and
   * until the end.
   */
  record Took(double embed, double search, double rank, double total) {}
}
