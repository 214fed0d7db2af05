package org.gibsey.indexing;

import org.gibsey.row.EmbeddedRow;
import org.jspecify.annotations.Nullable;

/**
 * A row after embedding, and why it has no vectors if it should have some. Asynchronous functions
 * have no side outputs: {@link SplitOutcome} takes the two apart.
 *
 * @param row the row; not searchable when embedding failed, so that no stale text stays behind
 * @param failure what went wrong, or null
 */
public record EmbedOutcome(EmbeddedRow row, @Nullable String failure) {}
