package org.gibsey.tools.book;

import java.util.List;

/**
 * A book, as it lies in a folder.
 *
 * @param language BCP 47 tag
 * @param pages at least one, each number once, in ascending order
 */
record Book(String bookId, String title, String author, String language, List<BookPage> pages) {
  Book {
    pages = List.copyOf(pages);
  }
}
