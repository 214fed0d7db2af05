package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * A row that differed when it was read, and may only be on its way.
 *
 * @param expected what the index should have held then; null for nothing
 */
record Candidate(String rowKey, @Nullable SearchableRow expected) {}
