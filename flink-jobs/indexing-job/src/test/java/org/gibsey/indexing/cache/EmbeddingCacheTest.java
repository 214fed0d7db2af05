package org.gibsey.indexing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gibsey.collection.ChunkSettings;
import org.junit.jupiter.api.Test;

final class EmbeddingCacheTest {
  private static final float[][] VECTORS = {{1, 0}, {0, 1}};
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final MemoryVectors store = new MemoryVectors();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource time = now::get;
  private final EmbeddingCache cache = cache(Duration.ofSeconds(30));

  @Test
  void findsWhatItKept() throws Exception {
    assertThat(find(cache, "a")).isEmpty();
    keep(cache, "a");

    assertThat(find(cache, "a")).hasValueSatisfying(v -> assertThat(v).isDeepEqualTo(VECTORS));
    assertThat(find(cache, "b")).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void takesADamagedEntryForNoneAndCountsIt() throws Exception {
    keep(cache, "a");
    store.content.put(
        key("a"), new StoredVectors(2, StoredVectors.of(VECTORS).bytes().slice(0, 15)));

    assertThat(find(cache, "a")).isEmpty();
    assertThat(failures).hasValue(1);

    keep(cache, "a");
    assertThat(find(cache, "a")).isPresent();
  }

  @Test
  void asksNothingForAWhileAfterAFailure() throws Exception {
    keep(cache, "a");
    store.away(true);
    assertThat(find(cache, "a")).isEmpty();
    int calls = store.calls.get();

    for (int i = 0; i < 10; i++) {
      assertThat(find(cache, "a")).isEmpty();
      keep(cache, "b");
    }

    assertThat(store.calls).hasValue(calls);
    assertThat(failures).hasValue(21);
  }

  @Test
  void asksOnceWhenTheWhileIsOverAndGoesOnWhenThatIsAnswered() throws Exception {
    keep(cache, "a");
    store.away(true);
    assertThat(find(cache, "a")).isEmpty();

    now.updateAndGet(instant -> instant.plus(PAUSE).plusMillis(1));
    int calls = store.calls.get();
    assertThat(find(cache, "a")).isEmpty();
    assertThat(find(cache, "a")).isEmpty();
    assertThat(store.calls).hasValue(calls + 1);

    store.away(false);
    now.updateAndGet(instant -> instant.plus(PAUSE).plusMillis(1));
    assertThat(find(cache, "a")).isPresent();
    assertThat(find(cache, "a")).isPresent();
  }

  @Test
  void takesALateAnswerForNone() throws Exception {
    EmbeddingCache impatient = cache(Duration.ofMillis(20));
    keep(impatient, "a");
    store.slowReads(true);

    assertThat(find(impatient, "a")).isEmpty();

    store.answer();
    store.slowReads(false);
    assertThat(find(impatient, "a")).as("skipped after the late answer").isEmpty();
    assertThat(failures).hasValue(2);
  }

  @Test
  void doesNotKeepMoreThanCassandraTakesAsOneWrite() throws Exception {
    float[][] many = new float[EmbeddingCache.MOST_BYTES / 8 + 1][2];

    cache.keep(key("a"), many).get(10, TimeUnit.SECONDS);

    assertThat(store.calls).hasValue(0);
    assertThat(failures).hasValue(1);
  }

  @Test
  void closesAlthoughAWriteIsNeverAnswered() {
    store.slowWrites(true);
    var unused = cache.keep(key("a"), VECTORS);

    cache.close();

    assertThat(store.waiting()).isEqualTo(1);
  }

  private EmbeddingCache cache(Duration deadline) {
    Clock clock = time.withZone(ZoneOffset.UTC);
    return new EmbeddingCache(
        store, 2, failures::incrementAndGet, new Circuit(deadline, PAUSE, clock));
  }

  private static Optional<float[][]> find(EmbeddingCache cache, String text) throws Exception {
    return cache.find(key(text), VECTORS.length).get(10, TimeUnit.SECONDS);
  }

  private static void keep(EmbeddingCache cache, String text) throws Exception {
    cache.keep(key(text), VECTORS).get(10, TimeUnit.SECONDS);
  }

  private static VectorKey key(String text) {
    return VectorKey.of("model", 256, new ChunkSettings(200, 40), null, text);
  }
}
