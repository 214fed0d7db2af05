package org.gibsey.api.ask;

import org.gibsey.api.retrieve.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * A passage as a model reads it.
 *
 * @param n the number that it is cited by
 */
public record NumberedPassage(
    int n, String book, int page, @Nullable String title, @Nullable String speaker, String text) {
  /** A passage of the collection {@code pages}. */
  public static NumberedPassage of(int n, Stretch stretch) {
    PageOf page = PageOf.hit(stretch.best());
    return new NumberedPassage(
        n, page.bookId(), page.pageNum(), page.title(), page.speaker(), stretch.text());
  }
}
