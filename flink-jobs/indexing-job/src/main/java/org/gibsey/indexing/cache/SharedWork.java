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

  /** Hands the vectors of whoever is first to those who share its work; others do nothing. */
  public void found(Claim claim, Optional<float[][]> vectors) {
    if (claim.first()) {
      claim.vectors().complete(vectors);
    }
  }

  /**
   * Ends the work of whoever is first, without vectors unless they were {@link #found}; does
   * nothing for others. From now on the text is looked up again.
   */
  public void done(Claim claim) {
    if (claims.remove(claim)) {
      IN_FLIGHT.remove(claim.key(), claim.vectors());
      claim.vectors().complete(Optional.empty());
    }
  }

  /** Ends all work of this subtask without vectors, so that nobody waits for it in vain. */
  @Override
  public void close() {
    claims.forEach(this::done);
  }
}
