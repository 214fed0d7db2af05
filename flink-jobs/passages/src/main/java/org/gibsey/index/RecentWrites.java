package org.gibsey.index;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Version times of rows that were written but may not be visible to searches yet.
 *
 * <p>Not thread-safe: the owner guards it with the lock under which it writes to the index.
 */
final class RecentWrites {
  private Map<String, Long> sinceRefresh = new HashMap<>();
  private Map<String, Long> beingRefreshed = new HashMap<>();

  void put(String rowKey, long versionTimeMicros) {
    sinceRefresh.put(rowKey, versionTimeMicros);
  }

  /** The row's latest version time, or null when the row's state can be read from a search. */
  @Nullable Long get(String rowKey) {
    Long latest = sinceRefresh.get(rowKey);
    return latest != null ? latest : beingRefreshed.get(rowKey);
  }

  /** A refresh begins that will show everything put so far. */
  void refreshBegins() {
    // Kept apart, not dropped: until the refresh ends, searches still see the old state.
    beingRefreshed.putAll(sinceRefresh);
    sinceRefresh = new HashMap<>();
  }

  /** The refresh ended: searches see what was put before it began. */
  void refreshEnded() {
    beingRefreshed = new HashMap<>();
  }
}
