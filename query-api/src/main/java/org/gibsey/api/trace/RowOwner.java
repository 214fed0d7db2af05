package org.gibsey.api.trace;

import java.util.Objects;
import java.util.Optional;
import org.gibsey.api.access.Caller;
import org.gibsey.api.access.Owned;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/** Whom a row belongs to, as a store says. */
record RowOwner(String ownerId) implements Owned {
  /**
   * Lets nobody but its owner learn of a row, not even that there is none.
   *
   * @param written what Cassandra says, whose word counts; the index is asked when the row is gone
   *     there
   * @throws Problem of the type {@code UNKNOWN_ROW}; or {@code STORE_UNAVAILABLE} when Cassandra
   *     does not answer and the index does not know it as the caller's
   */
  static void require(
      Caller caller,
      CollectionDefinition collection,
      TraceRow.Answer<WrittenRow> written,
      @Nullable PassageHit hit) {
    String column = collection.owner();
    if (column == null) {
      return;
    }
    @Nullable WrittenRow row = written.value();
    @Nullable String owner =
        row != null ? row.owner() : hit == null ? null : hit.fields().get(column);
    if (!written.given() && !Objects.equals(owner, caller.id())) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE, "Nobody can tell at the moment whose row this is.");
    }
    caller.mustOwn(
        Optional.ofNullable(owner).map(RowOwner::new),
        () ->
            new Problem(
                ProblemType.UNKNOWN_ROW,
                "You have no row of this key; rows of this collection are shown to their owners"
                    + " alone."));
  }
}
