package org.gibsey.api.pages;

import org.jspecify.annotations.Nullable;

/**
 * A book of the catalogue.
 *
 * @param bookId identifies the book
 * @param title its title; null for a book that has pages but is not in the catalogue
 * @param author who wrote it, or null
 * @param language BCP 47 tag of its language, or null
 */
public record Book(
    String bookId, @Nullable String title, @Nullable String author, @Nullable String language) {}
