package org.gibsey.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.limits.GuessRate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sent a request, by a key or a token. Whoever tries too many that are not valid has
 * to wait, while keys and tokens that were valid in the last hour go on: a program with an old key
 * must not lock out the others behind the same address.
 */
public final class Callers {
  private static final int MAX_PROVEN = 10_000;
  private static final Duration PROVEN_FOR = Duration.ofHours(1);

  private final AccessKeys keys;
  private final @Nullable WebTokens tokens;
  private final GuessRate guesses;
  private final Cache<String, Boolean> proven =
      Caffeine.newBuilder().maximumSize(MAX_PROVEN).expireAfterAccess(PROVEN_FOR).build();

  /**
   * Callers.
   *
   * @throws IllegalArgumentException when the settings for tokens are not usable
   */
  public Callers(AccessKeys keys, TokenSettings settings, GuessRate guesses) {
    this.keys = keys;
    this.tokens = WebTokens.of(settings).orElse(null);
    this.guesses = guesses;
  }

  /**
   * The caller, or empty when the request names none that is valid.
   *
   * @throws Problem when the address has to wait, or tokens cannot be checked at the moment
   */
  Optional<Caller> of(Context ctx) {
    @Nullable Credential credential = Credential.of(ctx).orElse(null);
    if (credential == null) {
      return Optional.empty();
    }
    byte[] sha256 = credential.sha256();
    String name = HexFormat.of().formatHex(sha256);
    boolean known = proven.getIfPresent(name) != null;
    if (!known) {
      guesses.check(ctx);
    }
    Optional<Caller> caller = keys.callerOf(sha256);
    if (caller.isEmpty() && tokens != null && credential.looksLikeToken()) {
      caller = tokens.callerOf(credential.text());
    }
    if (caller.isEmpty()) {
      guesses.failed(ctx);
    } else if (!known) {
      proven.put(name, true);
    }
    return caller;
  }
}
