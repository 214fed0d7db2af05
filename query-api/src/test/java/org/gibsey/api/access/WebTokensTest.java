package org.gibsey.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebTokensTest {
  private static final String ISSUER = "https://issuer.example";
  private static final Caller EDDA = new Caller("jwt:edda", Role.WRITER);
  private static final byte[] SECRET = "s".repeat(32).getBytes(StandardCharsets.UTF_8);

  private static RSAKey rsa;
  private static ECKey ec;

  @TempDir private Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
  }

  @Test
  void believesWhatTheSharedSecretSigned() throws Exception {
    WebTokens tokens = shared();
    assertThat(tokens.callerOf(hs256(claims()))).hasValue(EDDA);
    assertThat(
            tokens.callerOf(hs256(claims().claim("role", null).claim("roles", List.of("writer")))))
        .hasValue(EDDA);
    assertThat(tokens.callerOf(hs256(claims().claim("roles", List.of("reader", "admin", "other")))))
        .hasValue(new Caller("jwt:edda", Role.ADMIN));
    // As much as clocks may differ.
    assertThat(tokens.callerOf(hs256(claims().expirationTime(secondsFromNow(-10))))).hasValue(EDDA);
    assertThat(tokens.callerOf(hs256(claims().notBeforeTime(secondsFromNow(10))))).hasValue(EDDA);
  }

  @Test
  void refusesATokenWhoseClaimsAreNotForThisApi() throws Exception {
    WebTokens tokens = shared();
    List<UnaryOperator<JWTClaimsSet.Builder>> wrong =
        List.of(
            claims -> claims.issuer("https://other.example"),
            claims -> claims.issuer(null),
            claims -> claims.audience("other"),
            claims -> claims.audience((String) null),
            claims -> claims.expirationTime(null),
            claims -> claims.expirationTime(secondsFromNow(-60)),
            claims -> claims.notBeforeTime(secondsFromNow(60)),
            claims -> claims.subject(null),
            claims -> claims.subject(" "),
            claims -> claims.subject("x".repeat(201)),
            claims -> claims.claim("role", null),
            claims -> claims.claim("role", "WRITER"),
            claims -> claims.claim("role", 3),
            claims -> claims.claim("role", null).claim("roles", "king"));
    for (int i = 0; i < wrong.size(); i++) {
      assertThat(tokens.callerOf(hs256(wrong.get(i).apply(claims())))).as("claim %d", i).isEmpty();
    }
  }

  @Test
  void refusesATokenThatIsNotSignedOrNoToken() throws Exception {
    WebTokens tokens = shared();
    String valid = hs256(claims());
    assertThat(tokens.callerOf(new PlainJWT(claims().build()).serialize())).isEmpty();
    String payload = valid.split("\\.", -1)[1];
    for (String header :
        List.of("{\"alg\":\"none\"}", "{\"alg\":\"None\"}", "{\"alg\":\"HS512\"}", "{}", "x")) {
      String encoded = Base64URL.encode(header).toString();
      assertThat(tokens.callerOf(encoded + "." + payload + ".")).as(header).isEmpty();
      assertThat(tokens.callerOf(encoded + "." + payload + ".AAAA")).as(header).isEmpty();
    }
    assertThat(tokens.callerOf(valid.substring(0, valid.length() - 4) + "AAAA")).isEmpty();
    assertThat(tokens.callerOf("..")).isEmpty();
    assertThat(tokens.callerOf("a.b.c")).isEmpty();
    SignedJWT otherKind =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("dpop+jwt")).build(),
            claims().build());
    otherKind.sign(new MACSigner(SECRET));
    assertThat(tokens.callerOf(otherKind.serialize())).isEmpty();
  }

  @Test
  void believesWhatAPublicKeyOfTheSetSigned() throws Exception {
    WebTokens tokens = keySet(file(rsa, ec));
    assertThat(tokens.callerOf(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa))))
        .hasValue(EDDA);
    assertThat(tokens.callerOf(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec))))
        .hasValue(EDDA);
    RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
    assertThat(tokens.callerOf(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger))))
        .isEmpty();
    assertThat(tokens.callerOf(signed(JWSAlgorithm.RS256, "unknown", new RSASSASigner(stranger))))
        .isEmpty();
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    WebTokens tokens = keySet(file(rsa));
    byte[] pem =
        ("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(rsa.toPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n")
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] secret : List.of(pem, rsa.toPublicKey().getEncoded(), rsa.getModulus().decode())) {
      assertThat(tokens.callerOf(signed(JWSAlgorithm.HS256, "rsa", new MACSigner(secret))))
          .isEmpty();
    }
    assertThat(shared().callerOf(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa))))
        .isEmpty();
  }

  @Test
  void findsKeysThatWereRotatedAndAsksForTheSetSeldom() throws Exception {
    RSAKey next = new RSAKeyGenerator(2048).keyID("next").generate();
    AtomicInteger asked = new AtomicInteger();
    Path served = folder.resolve("served.json");
    Files.writeString(served, new JWKSet(rsa.toPublicJWK()).toString());
    HttpServer issuer = issuer(served, asked);
    try {
      WebTokens tokens =
          keySet(URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"));
      String old = signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa));
      String fresh = signed(JWSAlgorithm.RS256, "next", new RSASSASigner(next));
      for (int i = 0; i < 20; i++) {
        assertThat(tokens.callerOf(old)).hasValue(EDDA);
      }
      assertThat(asked).hasValue(1);
      Files.writeString(served, new JWKSet(next.toPublicJWK()).toString());
      assertThat(tokens.callerOf(fresh)).hasValue(EDDA);
      assertThat(tokens.callerOf(old)).isEmpty();
      int after = asked.get();
      for (int i = 0; i < 20; i++) {
        assertThat(tokens.callerOf(signed(JWSAlgorithm.RS256, "no-" + i, new RSASSASigner(rsa))))
            .isEmpty();
      }
      assertThat(asked.get() - after).isLessThanOrEqualTo(2);
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void aSetThatCannotBeReadOpensNothing() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage.json"), "<html>");
    for (URI away :
        List.of(
            URI.create("http://127.0.0.1:1/jwks"),
            folder.resolve("missing.json").toUri(),
            garbage.toUri())) {
      WebTokens tokens = keySet(away);
      String token = signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa));
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> tokens.callerOf(token))
            .isInstanceOfSatisfying(
                Problem.class,
                problem -> assertThat(problem.type()).isEqualTo(ProblemType.IDENTITY_UNAVAILABLE));
      }
      assertThat(tokens.callerOf(hs256(claims()))).isEmpty();
    }
  }

  @Test
  void refusesSettingsThatWouldBelieveTooMuch() throws Exception {
    Path secret = secret("s".repeat(31));
    assertThatThrownBy(() -> WebTokens.of(new TokenSettings(secret, null, ISSUER, "gibsey")))
        .hasMessageContaining("31 bytes")
        .hasMessageContaining("32");
    assertThatThrownBy(() -> new TokenSettings(secret, null, "", "gibsey"))
        .hasMessageContaining("--jwt-issuer");
    assertThatThrownBy(() -> new TokenSettings(secret, null, ISSUER, " "))
        .hasMessageContaining("--jwt-audience");
    assertThatThrownBy(() -> new TokenSettings(secret, secret.toUri(), ISSUER, "gibsey"))
        .hasMessageContaining("choose one");
    assertThatThrownBy(() -> new TokenSettings(null, URI.create("ftp://a/b"), ISSUER, "gibsey"))
        .hasMessageContaining("--jwks");
    assertThatThrownBy(() -> new TokenSettings(null, null, ISSUER, ""))
        .hasMessageContaining("need");
    assertThat(WebTokens.of(TokenSettings.none())).isEmpty();
  }

  private WebTokens shared() throws Exception {
    Path secret = secret(new String(SECRET, StandardCharsets.UTF_8) + "\n");
    return WebTokens.of(new TokenSettings(secret, null, ISSUER, "gibsey")).orElseThrow();
  }

  private Path secret(String text) throws Exception {
    return Files.writeString(folder.resolve("secret"), text);
  }

  private static WebTokens keySet(URI address) {
    return WebTokens.of(new TokenSettings(null, address, ISSUER, "gibsey")).orElseThrow();
  }

  private URI file(JWK... keys) throws Exception {
    List<JWK> publicKeys = List.of(keys).stream().map(JWK::toPublicJWK).toList();
    return Files.writeString(folder.resolve("jwks.json"), new JWKSet(publicKeys).toString())
        .toUri();
  }

  private static HttpServer issuer(Path served, AtomicInteger asked) throws Exception {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = Files.readAllBytes(served);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    return issuer;
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("gibsey")
        .subject("edda")
        .claim("role", "writer")
        .expirationTime(secondsFromNow(60));
  }

  private static Date secondsFromNow(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static String hs256(JWTClaimsSet.Builder claims) throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer)
      throws Exception {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims().build());
    token.sign(signer);
    return token.serialize();
  }
}
