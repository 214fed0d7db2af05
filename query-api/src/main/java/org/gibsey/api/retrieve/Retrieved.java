package org.gibsey.api.retrieve;

import java.util.List;
import org.gibsey.api.search.FoundPassages;

/**
 * Passages assembled to a budget.
 *
 * @param stretches best first
 * @param found what the search found, of which they are made
 * @param assembleMillis how long merging, leaving out and counting took
 */
public record Retrieved(List<Stretch> stretches, FoundPassages found, double assembleMillis) {
  public Retrieved {
    stretches = List.copyOf(stretches);
  }

  /** Tokens of all stretches together. */
  public int tokens() {
    return stretches.stream().mapToInt(Stretch::tokens).sum();
  }
}
