package org.gibsey.indexing.cache;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets rows of this process that have the same text at the same time share one look-up and one
 * embedding. An instance stands for one subtask; it holds no more than what is in flight.
 */
public final class SharedWork implements AutoCloseable {
  private static final ConcurrentMap<VectorKey, CompletableFuture<Optional<float[][]>>> IN_FLIGHT =
      new ConcurrentHashMap<>();

  private final Set<Claim> claims = ConcurrentHashMap.newKeySet();

  /**
   * A part in the work on a text.
   *
   * @param first whether the claimant does the work and must end with {@link #done}
   * @param vectors the vectors of whoever is first; empty when there will be none
   */
  public record Claim(
      VectorKey key, boolean first, CompletableFuture<Optional<float[][]>> vectors) {}

  /** Takes part in the work on a text. */
  public Claim claim(VectorKey key) {
    CompletableFuture<Optional<float[][]>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<float[][]>> others = IN_FLIGHT.putIfAbsent(key, mine);
    Claim claim = new Claim(key, others == null, others == null ? mine : others);
    if (claim.first()) {
      claims.add(claim);
    }
    return claim;
  }

  /** Ends the work of whoever is first; does nothing for others. */
  public void done(Claim claim, Optional<float[][]> vectors) {
    if (claims.remove(claim)) {
      IN_FLIGHT.remove(claim.key(), claim.vectors());
      claim.vectors().complete(vectors);
    }
  }

  /** Ends all work of this subtask without vectors, so that nobody waits for it in vain. */
  @Override
  public void close() {
    claims.forEach(claim -> done(claim, Optional.empty()));
  }
}
