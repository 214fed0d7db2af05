package org.gibsey.api;

import java.time.Instant;
import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.trace.LogFindings;
import org.gibsey.api.trace.RowKey;
import org.gibsey.api.trace.RowSources;
import org.gibsey.api.trace.StoredVectors;
import org.gibsey.api.trace.WrittenRow;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/** Stores that know of every row what a test says. */
final class FakeSources implements RowSources {
  volatile @Nullable WrittenRow written;
  volatile @Nullable StoredVectors vectors;
  volatile LogFindings log = new LogFindings(null, null, LogFindings.Reach.ALL);
  volatile boolean away;
  volatile @Nullable RowKey asked;

  @Override
  public Optional<WrittenRow> written(CollectionDefinition collection, RowKey key) {
    requireThere();
    asked = key;
    return Optional.ofNullable(written);
  }

  @Override
  public Optional<StoredVectors> vectors(CollectionDefinition collection, RowKey key) {
    requireThere();
    return Optional.ofNullable(vectors);
  }

  @Override
  public LogFindings log(
      CollectionDefinition collection, RowKey key, Instant since, @Nullable SourcePosition known) {
    return log;
  }

  private void requireThere() {
    if (away) {
      throw new Problem(ProblemType.PAGES_UNAVAILABLE, "secret-host does not answer.");
    }
  }
}
