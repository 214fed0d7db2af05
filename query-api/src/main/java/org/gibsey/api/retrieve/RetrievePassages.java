package org.gibsey.api.retrieve;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.gibsey.api.search.FoundPassages;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.api.search.Stage;

/**
 * Searches, and assembles what is found to a budget of tokens, as the embedding model counts them.
 * Safe for use by many threads.
 */
public final class RetrievePassages {
  private final SearchPassages search;
  private final TokenBudget budget;
  private final Stage assemble;

  public RetrievePassages(SearchPassages search, QueryEmbedder embedder, MeterRegistry metrics) {
    this.search = search;
    this.budget = new TokenBudget(embedder::tokens);
    this.assemble = new Stage(metrics, "assemble");
  }

  /**
   * The best passages that fit.
   *
   * @param query a search for passages, not rows
   * @param tokens most tokens of all texts together, at least 1
   * @throws org.gibsey.api.http.Problem as {@link SearchPassages#search}
   */
  public Retrieved retrieve(PassageQuery query, int tokens) {
    FoundPassages found = search.search(query);
    Stage.Timed<List<Stretch>> kept =
        assemble.run(() -> budget.within(MergePassages.of(found.hits()), tokens));
    return new Retrieved(kept.value(), found, kept.millis());
  }
}
