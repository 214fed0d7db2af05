package org.gibsey.api.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a set of public keys from a file or an address, within a bounded time and size. Redirects
 * are not followed: the address is trusted, and no other.
 */
final class FetchKeySet implements JWKSetSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(FetchKeySet.class);

  /** For connecting, and for the whole of it. */
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

  static final Duration FETCH_WITHIN = Duration.ofSeconds(4);

  private static final int MAX_BYTES = 256 * 1024;

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private volatile boolean away;

  FetchKeySet(URI address) {
    this.address = address;
  }

  /** Whether the last attempt failed. */
  boolean isAway() {
    return away;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws JWKSetRetrievalException, JWKSetParseException {
    try {
      JWKSet keys = JWKSet.parse(content()).toPublicJWKSet();
      away = false;
      return keys;
    } catch (IOException e) {
      away = true;
      LOG.warn("The keys of tokens at {} cannot be read: {}", address, e.toString());
      throw new JWKSetRetrievalException("cannot be read", e);
    } catch (ParseException e) {
      away = true;
      LOG.warn("What {} holds is no set of keys", address);
      throw new JWKSetParseException("no set of keys", e);
    }
  }

  private String content() throws IOException {
    return "file".equalsIgnoreCase(address.getScheme()) ? file() : body();
  }

  private String file() throws IOException {
    try (InputStream in = Files.newInputStream(Path.of(address))) {
      return bounded(in);
    }
  }

  private String body() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(FETCH_WITHIN).build();
    CompletableFuture<String> body =
        http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(FetchKeySet::accept);
    try {
      return body.get(FETCH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("no answer that can be used", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      body.cancel(true);
    }
  }

  private static String accept(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return bounded(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bounded(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("more than " + MAX_BYTES + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
