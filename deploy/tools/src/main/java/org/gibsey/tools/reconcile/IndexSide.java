package org.gibsey.tools.reconcile;

import java.time.Duration;
import java.util.function.Consumer;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;

/** The live shards of one collection. Whatever they do not answer is a {@link ToolException}. */
final class IndexSide {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ShardClient shards;
  private final String collection;

  IndexSide(ShardClient shards, String collection) {
    this.shards = shards;
    this.collection = collection;
  }

  /** Hands over every searchable row; not one snapshot. */
  void forEach(Consumer<SearchableRow> each) {
    try {
      shards.forEachRow(collection, PATIENCE, row -> each.accept(SearchableRow.of(row)));
    } catch (ShardsUnavailableException e) {
      throw away(e);
    }
  }

  /** Null when the row is not searchable. */
  @Nullable SearchableRow row(String rowKey) {
    try {
      return shards.row(collection, rowKey, PATIENCE).map(SearchableRow::of).orElse(null);
    } catch (ShardsUnavailableException e) {
      throw away(e);
    }
  }

  private static ToolException away(ShardsUnavailableException e) {
    return new ToolException(
        "the index does not answer: " + e.getMessage() + "; deploy/up starts what is down", e);
  }
}
