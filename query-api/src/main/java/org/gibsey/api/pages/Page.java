package org.gibsey.api.pages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;

/**
 * A page to read; a column without a value is null.
 *
 * @param writeTimeMicros newest write time of its columns in microseconds since 1970, or null when
 *     none has a value; shown as ISO 8601
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
    @JsonIgnore @Nullable Long writeTimeMicros,
    @Nullable Integer prev,
    @Nullable Integer next) {
  static Page of(String bookId, int pageNum, StoredPage stored) {
    PageContent content = stored.content();
    return new Page(
        bookId,
        pageNum,
        content.chapter(),
        content.title(),
        content.speaker(),
        content.text(),
        stored.writeTimeMicros(),
        null,
        null);
  }

  /** The newest write time as text, or null. */
  @JsonProperty
  public @Nullable String writeTime() {
    return writeTimeMicros == null ? null : WriteTime.text(writeTimeMicros);
  }

  Page withPrevious(@Nullable Integer number) {
    return new Page(bookId, pageNum, chapter, title, speaker, text, writeTimeMicros, number, next);
  }

  Page withNext(@Nullable Integer number) {
    return new Page(bookId, pageNum, chapter, title, speaker, text, writeTimeMicros, prev, number);
  }
}
