package org.gibsey.api.search;

import java.time.Duration;
import java.util.Locale;
import org.gibsey.shard.ServedFrom;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from, as it goes out.
 *
 * @param servedFrom {@code live}, or {@code snapshot} for the last published copy
 * @param snapshotAgeMs milliseconds since the copy was made, or null when it is live
 */
public record Origin(String servedFrom, @Nullable Long snapshotAgeMs) {
  static Origin of(ServedFrom servedFrom, @Nullable Duration age) {
    return new Origin(
        servedFrom.name().toLowerCase(Locale.ROOT), age == null ? null : age.toMillis());
  }
}
