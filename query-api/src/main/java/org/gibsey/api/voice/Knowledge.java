package org.gibsey.api.voice;

import java.util.Optional;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.PassageQueryBuilder;
import org.gibsey.api.search.UpTo;
import org.gibsey.collection.CollectionDefinition;

/**
 * What a character may know: the pages that its own filter lets through, of its book, up to where
 * the reader has read. All three are conditions of the search itself, so that nothing else is ever
 * found.
 *
 * @param pages the collection whose rows are pages
 */
record Knowledge(CollectionDefinition pages) {
  /** A search of what the character may know in a conversation; empty when that is nothing. */
  Optional<PassageQueryBuilder> search(Conversation conversation) {
    String book = conversation.book();
    String own = conversation.character().bookId();
    if (own != null && !own.equals(book)) {
      return Optional.empty();
    }
    Integer progress = conversation.progress();
    return Optional.of(
        PassageQuery.in(pages)
            .filter(conversation.character().knows())
            .book(book)
            .upTo(book == null || progress == null ? null : new UpTo(book, progress)));
  }
}
