package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * A row that differs, for the summary.
 *
 * @param obstacle why it was not repaired; null when it was, or when nobody tried
 */
record Finding(String rowKey, Difference difference, @Nullable String obstacle) {}
