package org.gibsey.api.characters;

import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * Someone whom a reader can talk to.
 *
 * @param id lower-case letters, digits and hyphens, 1 to 64
 * @param bookId the book it belongs to, or null
 * @param knows which pages it may know, beside the book and the reader's progress; by default those
 *     that it speaks itself
 * @param card who it is and how it talks
 */
// It is what the book and its readers call it; none of this package needs java.lang's.
@SuppressWarnings("AvoidCommonTypeNames")
public record Character(String id, @Nullable String bookId, RowFilter knows, Card card) {
  /** What others call it. */
  public String name() {
    return card.name();
  }
}
