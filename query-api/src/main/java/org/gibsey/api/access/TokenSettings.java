package org.gibsey.api.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which JSON Web Tokens open this API beside its keys.
 *
 * @param secret file with the secret they are signed with, or null
 * @param keySet address of the public keys they are signed with, {@code http}, {@code https} or
 *     {@code file}, or null
 * @param issuer the {@code iss} they must have
 * @param audience one of the {@code aud} they must have
 */
public record TokenSettings(
    @Nullable Path secret, @Nullable URI keySet, String issuer, String audience) {
  private static final TokenSettings NONE = new TokenSettings(null, null, "", "");
  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  /**
   * Settings.
   *
   * @throws IllegalArgumentException when they do not say exactly whose tokens are valid
   */
  public TokenSettings {
    if (secret != null && keySet != null) {
      throw new IllegalArgumentException(
          "--jwt-secret-file and --jwks are both given; a public key must never count as a secret,"
              + " so choose one");
    }
    if ((secret != null || keySet != null) && (issuer.isBlank() || audience.isBlank())) {
      throw new IllegalArgumentException(
          "--jwt-issuer and --jwt-audience are needed too, so that tokens made for others are not"
              + " valid here");
    }
    if (secret == null && keySet == null && !(issuer + audience).isBlank()) {
      throw new IllegalArgumentException(
          "--jwt-issuer and --jwt-audience need --jwt-secret-file or --jwks");
    }
    if (keySet != null
        && (keySet.getScheme() == null
            || !SCHEMES.contains(keySet.getScheme().toLowerCase(Locale.ROOT)))) {
      throw new IllegalArgumentException(
          "--jwks is '" + keySet + "', expected a file or an http or https address");
    }
  }

  /** No token is valid, only keys are. */
  public static TokenSettings none() {
    return NONE;
  }
}
