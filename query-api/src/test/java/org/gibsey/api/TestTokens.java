package org.gibsey.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.gibsey.api.access.TokenSettings;

/** An issuer of tokens that shares a secret with the API. */
final class TestTokens implements AutoCloseable {
  static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

  private static final String ISSUER = "https://issuer.example";
  private static final String AUDIENCE = "gibsey";

  private final Path file;

  TestTokens() throws IOException {
    file = Files.createTempFile("secret", ".txt");
    Files.writeString(file, SECRET + "\n");
  }

  TokenSettings settings() {
    return new TokenSettings(file, null, ISSUER, AUDIENCE);
  }

  /** Claims of a token that is valid for a minute. */
  static JWTClaimsSet.Builder claims(String subject, String role) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(subject)
        .claim("role", role)
        .expirationTime(Date.from(Instant.now().plusSeconds(60)));
  }

  static String sign(JWTClaimsSet.Builder claims, String secret) {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  static String valid(String subject, String role) {
    return sign(claims(subject, role), SECRET);
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
