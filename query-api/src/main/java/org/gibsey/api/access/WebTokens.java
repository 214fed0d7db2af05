package org.gibsey.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON Web Tokens: signature, issuer, audience, {@code exp} and, where there is one, {@code
 * nbf}. The algorithms are fixed by how this is set up, never by the token: HS256 with a secret,
 * asymmetric ones with a set of public keys, so that a public key can't be made to count as a
 * secret.
 *
 * <p>A set of keys is read again after five minutes, and when a token names a key that is not in
 * it, though not more than twice in ten seconds. While it cannot be read, what was read last counts
 * for the rest of the five minutes.
 */
final class WebTokens {
  /** How far the clocks of issuer and API may be apart, in seconds. */
  static final int CLOCK_SKEW_SECONDS = 30;

  private static final int MIN_SECRET_BYTES = 32;
  private static final Duration KEEP_KEYS = Duration.ofMinutes(5);
  private static final Duration READ_KEYS_EVERY = Duration.ofSeconds(10);
  private static final int MAX_SUBJECT = 200;
  private static final Set<JWSAlgorithm> ASYMMETRIC =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final @Nullable FetchKeySet source;

  private WebTokens(
      Set<JWSAlgorithm> algorithms,
      JWKSource<SecurityContext> keys,
      TokenSettings settings,
      @Nullable FetchKeySet source) {
    this.source = source;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  /**
   * Sets the check up; empty when no tokens are valid.
   *
   * @throws IllegalArgumentException when the secret cannot be read or is too short
   */
  static Optional<WebTokens> of(TokenSettings settings) {
    @Nullable Path secret = settings.secret();
    @Nullable URI keySet = settings.keySet();
    if (secret != null) {
      JWKSource<SecurityContext> key = new ImmutableSecret<>(secret(secret));
      return Optional.of(new WebTokens(Set.of(JWSAlgorithm.HS256), key, settings, null));
    }
    if (keySet != null) {
      FetchKeySet source = new FetchKeySet(keySet);
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(source)
              .cache(KEEP_KEYS.toMillis(), FetchKeySet.FETCH_WITHIN.toMillis())
              // They would run threads of their own; a request in five minutes can wait instead.
              .refreshAheadCache(false)
              .rateLimited(READ_KEYS_EVERY.toMillis())
              .build();
      return Optional.of(new WebTokens(ASYMMETRIC, keys, settings, source));
    }
    return Optional.empty();
  }

  /**
   * Whom a token stands for, or empty when it is not valid, whatever the reason.
   *
   * @throws Problem when the keys to check it with cannot be had
   */
  Optional<Caller> callerOf(String token) {
    try {
      return caller(processor.process(token, null));
    } catch (KeySourceException e) {
      if (e instanceof RateLimitReachedException && source != null && !source.isAway()) {
        // Tokens that name unknown keys, one after the other.
        return Optional.empty();
      }
      throw new Problem(
          ProblemType.IDENTITY_UNAVAILABLE,
          "The keys that tokens are checked with cannot be read; try again, or use an API key.",
          e);
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
    String subject = claims.getSubject();
    @Nullable Role role = TokenRoles.highest(claims);
    if (role == null || subject.isBlank() || subject.length() > MAX_SUBJECT) {
      return Optional.empty();
    }
    return Optional.of(new Caller(Caller.TOKEN_PREFIX + subject, role));
  }

  private static byte[] secret(Path file) {
    try {
      PrivateFile.warnIfShared(file);
      byte[] bytes = Files.readAllBytes(file);
      // Editors and shells end a file with a line break that is no part of the secret.
      int end = bytes.length;
      while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
        end--;
      }
      if (end < MIN_SECRET_BYTES) {
        throw new IllegalArgumentException(
            "--jwt-secret-file: %s holds %d bytes, HS256 needs %d or more"
                .formatted(file, end, MIN_SECRET_BYTES));
      }
      return Arrays.copyOf(bytes, end);
    } catch (IOException e) {
      throw new UncheckedIOException("--jwt-secret-file: cannot read " + file, e);
    }
  }
}
