package org.gibsey.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.gibsey.api.receipts.ErasureSources;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.jspecify.annotations.Nullable;

/** Stores that say what a test wants. */
final class FakeErasureSources implements ErasureSources {
  volatile boolean away;
  volatile boolean rowsLeft;
  volatile boolean checkpointed;
  volatile @Nullable Duration retention = Duration.ofDays(7);
  volatile @Nullable Integer letters = 0;

  @Override
  public TableFacts table(TableName table) {
    requireThere();
    return new TableFacts(
        Duration.ofDays(10),
        table.table().equals("idempotency") ? Duration.ofDays(1) : Duration.ZERO);
  }

  @Override
  public boolean hasRows(CollectionDefinition collection, String partition) {
    requireThere();
    return rowsLeft;
  }

  @Override
  public TopicFacts topic(String topic) {
    requireThere();
    return new TopicFacts("delete", retention, Duration.ofDays(1));
  }

  @Override
  public Map<Integer, Long> ends(String topic) {
    requireThere();
    return Map.of(0, 7L);
  }

  @Override
  public boolean isCheckpointed(String topic, Map<Integer, Long> ends) {
    requireThere();
    return checkpointed;
  }

  @Override
  public @Nullable Integer deadLetters(String text, Instant since) {
    requireThere();
    return letters;
  }

  private void requireThere() {
    if (away) {
      throw new IllegalStateException("secret-host does not answer");
    }
  }
}
