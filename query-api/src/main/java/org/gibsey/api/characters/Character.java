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
@SuppressWarnings("AvoidCommonTypeNames") // nobody here needs the one of java.lang by its name alone
public record Character(String id, @Nullable String bookId, RowFilter knows, Card card) {
  /** What others call it. */
  public String name() {
    return card.name();
  }
}
