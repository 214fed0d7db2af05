package org.gibsey.api.idempotency;

import java.util.Optional;

/**
 * Where requests are kept for a day, for all processes of this API. Each method is atomic. Safe for
 * use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code PAGES_UNAVAILABLE}
 * when the store does not answer in time.
 */
public interface RequestStore {
  /**
   * Keeps a request under a key that is free.
   *
   * @return what the key stands for already, or empty when it was free
   */
  Optional<KeptRequest> claim(KeyOfCaller key, KeptRequest request);

  /**
   * Keeps something else under a key.
   *
   * @param attempt only when this attempt is kept there
   * @return whether it was
   */
  boolean replace(KeyOfCaller key, String attempt, KeptRequest request);

  /** Frees a key if that attempt is kept there. */
  void free(KeyOfCaller key, String attempt);
}
