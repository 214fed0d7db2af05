package org.gibsey.api;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gibsey.api.idempotency.KeptRequest;
import org.gibsey.api.idempotency.KeyOfCaller;
import org.gibsey.api.idempotency.RequestStore;

/** Requests kept in this process. */
final class FakeRequests implements RequestStore {
  private final ConcurrentMap<KeyOfCaller, KeptRequest> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<KeptRequest> claim(KeyOfCaller key, KeptRequest request) {
    return Optional.ofNullable(kept.putIfAbsent(key, request));
  }

  @Override
  public boolean replace(KeyOfCaller key, String attempt, KeptRequest request) {
    AtomicBoolean replaced = new AtomicBoolean();
    kept.computeIfPresent(
        key,
        (same, before) -> {
          replaced.set(before.attempt().equals(attempt));
          return replaced.get() ? request : before;
        });
    return replaced.get();
  }

  @Override
  public void free(KeyOfCaller key, String attempt) {
    kept.computeIfPresent(key, (same, before) -> before.attempt().equals(attempt) ? null : before);
  }

  /** The key of the one request that is kept. */
  KeyOfCaller onlyKey() {
    return kept.keySet().stream().reduce((one, other) -> null).orElseThrow();
  }

  /** As a day later. */
  void forgetAll() {
    kept.clear();
  }

  KeptRequest require(KeyOfCaller key) {
    return Objects.requireNonNull(kept.get(key));
  }
}
