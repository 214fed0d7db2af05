package org.gibsey.api.ask;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A question to the books. Begin with {@link #of} and add what else there is to say.
 *
 * @param text what is asked, from {@link org.gibsey.api.search.QueryText}
 * @param book the only book to look in, or null for all
 * @param passages number of passages to draw on, 1 to 20
 * @param time most time for the answer, or null for the server's own limit, which is never exceeded
 */
public record Question(String text, @Nullable String book, int passages, @Nullable Duration time) {
  /** Passages that an answer draws on unless it is said otherwise. */
  public static final int DEFAULT_PASSAGES = 5;

  /** Most passages that an answer may draw on. */
  public static final int MAX_PASSAGES = 20;

  /** A question to all books. */
  public static Question of(String text) {
    return new Question(text, null, DEFAULT_PASSAGES, null);
  }

  /** The same question to one book, or to all when it is null. */
  public Question inBook(@Nullable String only) {
    return new Question(text, only, passages, time);
  }

  /**
   * The same question, answered from so many passages.
   *
   * @param most 1 to {@link #MAX_PASSAGES}
   */
  public Question fromPassages(int most) {
    return new Question(text, book, most, time);
  }

  /** The same question, answered within a time. */
  public Question within(Duration most) {
    return new Question(text, book, passages, most);
  }
}
