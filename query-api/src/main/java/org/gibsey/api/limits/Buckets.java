package org.gibsey.api.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A bucket for each caller or address, of the last that came. Safe for use by many threads. */
final class Buckets {
  /** At some 300 bytes each. Whoever falls out starts again with a full bucket. */
  private static final int MAX_BUCKETS = 20_000;

  private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

  private final RateLimit limit;
  private final LoadingCache<String, Bucket> buckets;

  Buckets(RateLimit limit) {
    this.limit = limit;
    Duration refill = limit.refill();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            // By then it would be full again.
            .expireAfterAccess(refill.compareTo(SHORTEST_MEMORY) > 0 ? refill : SHORTEST_MEMORY)
            .build(key -> limit.bucket(TimeMeter.SYSTEM_NANOTIME));
  }

  RateLimit limit() {
    return limit;
  }

  Bucket of(String key) {
    return buckets.get(key);
  }

  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}
