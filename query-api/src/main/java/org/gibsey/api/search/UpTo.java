package org.gibsey.api.search;

/**
 * How far a reader has read: nothing that comes later, and no other book, may be found.
 *
 * @param book id of the book
 * @param page number of the last page that may be found
 */
public record UpTo(String book, int page) {}
