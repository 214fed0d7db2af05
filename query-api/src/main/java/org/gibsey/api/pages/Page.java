package org.gibsey.api.pages;

import org.jspecify.annotations.Nullable;

/**
 * A page to read; a column without a value is null.
 *
 * @param prev number of the page before it in the book, or null for the first
 * @param next number of the page after it, or null for the last
 */
public record Page(
    String bookId,
    int pageNum,
    @Nullable String chapter,
    @Nullable String title,
    @Nullable String speaker,
    @Nullable String text,
    @Nullable Integer prev,
    @Nullable Integer next) {
  Page withPrevious(@Nullable Integer number) {
    return new Page(bookId, pageNum, chapter, title, speaker, text, number, next);
  }

  Page withNext(@Nullable Integer number) {
    return new Page(bookId, pageNum, chapter, title, speaker, text, prev, number);
  }
}
