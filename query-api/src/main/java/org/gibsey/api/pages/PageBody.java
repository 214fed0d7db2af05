package org.gibsey.api.pages;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that writes a page. What it leaves out the page has not.
 *
 * @param writeTime see {@link org.gibsey.api.token.WriteTime}
 */
record PageBody(
    @Nullable String chapter,
    @Nullable String title,
    @Nullable String speaker,
    @Nullable String text,
    @Nullable String writeTime) {
  /** Longest chapter, title or speaker in UTF-16 units. */
  static final int MAX_LINE = 1_000;

  /**
   * The page, when it can be stored and searched.
   *
   * @param maxChars longest text in UTF-16 units
   */
  PageContent content(int maxChars) {
    requireAtMost("chapter", chapter, MAX_LINE);
    requireAtMost("title", title, MAX_LINE);
    requireAtMost("speaker", speaker, MAX_LINE);
    requireAtMost("text", text, maxChars);
    if (text == null || text.isBlank()) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'text' must not be blank: such a page cannot be found. DELETE removes a page.");
    }
    return new PageContent(chapter, title, speaker, text);
  }

  private static void requireAtMost(String field, @Nullable String value, int max) {
    if (value == null) {
      return;
    }
    if (value.length() > max) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field '%s' has %d characters in UTF-16, allowed are %d."
              .formatted(field, value.length(), max));
    }
    // JSON can escape half a character, which no column can hold.
    if (value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new Problem(
          ProblemType.INVALID_TEXT, "The field '" + field + "' holds half a surrogate pair.");
    }
  }
}
