package org.gibsey.api.search;

import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/**
 * A search as a reader means it.
 *
 * @param collection where to search
 * @param text what to search for, from {@link QueryText}
 * @param mode how to rank
 * @param limit number of rows wanted, 1 to 100
 * @param book the only book to search in, or null for all
 */
public record PassageQuery(
    CollectionDefinition collection,
    String text,
    SearchMode mode,
    int limit,
    @Nullable String book) {}
