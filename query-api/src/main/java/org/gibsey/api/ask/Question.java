package org.gibsey.api.ask;

import org.jspecify.annotations.Nullable;

/**
 * A question to the books.
 *
 * @param text what is asked, from {@link org.gibsey.api.search.QueryText}
 * @param book the only book to look in, or null for all
 * @param passages number of passages to draw on, 1 to 20
 */
public record Question(String text, @Nullable String book, int passages) {}
