package org.gibsey.api.credits;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A large ledger that nobody holds: each entry is made when it is asked for, and counted. */
final class GeneratedLedger implements Credits {
  /** Entries that were handed out. */
  final AtomicLong read = new AtomicLong();

  private final Map<String, Long> sizes = new LinkedHashMap<>();

  GeneratedLedger with(String owner, long entries) {
    sizes.put(owner, entries);
    return this;
  }

  @Override
  public List<Entry> entries(String ownerId, long before, int limit) {
    long newest = Math.min(before - 1, sizes.getOrDefault(ownerId, 0L));
    List<Entry> entries =
        LongStream.iterate(newest, n -> n > 0 && n > newest - limit, n -> n - 1)
            .mapToObj(n -> entry(ownerId, n))
            .toList();
    read.addAndGet(entries.size());
    return entries;
  }

  private static Entry entry(String ownerId, long n) {
    return new Entry(
        n,
        n == 1 ? Entry.Kind.OPENING : Entry.Kind.GRANT,
        1,
        n,
        "chat-of-" + ownerId + "/" + n,
        "for " + ownerId,
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Override
  public void owners(Consumer<String> each) {
    sizes.keySet().forEach(each);
  }

  @Override
  public Account account(String ownerId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Account reserve(String ownerId, String reservation, long credits, String purpose) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long settle(String ownerId, String reservation, long credits, Outcome outcome) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stillGoing(String ownerId, String reservation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long earn(String ownerId, Earning earning, String operation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Entry grant(String ownerId, String operation, long credits, String reason) {
    throw new UnsupportedOperationException();
  }
}
