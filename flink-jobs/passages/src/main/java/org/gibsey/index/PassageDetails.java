package org.gibsey.index;

import org.jspecify.annotations.Nullable;

/**
 * What is read of a passage besides its text and its row.
 *
 * @param vector whether its vector is
 * @param highlight a text whose words are looked for in the passage's, or null for no highlights
 */
public record PassageDetails(boolean vector, @Nullable String highlight) {
  /** Nothing besides. */
  public static final PassageDetails NONE = new PassageDetails(false, null);
}
