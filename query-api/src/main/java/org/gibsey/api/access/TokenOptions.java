package org.gibsey.api.access;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the command line that say which JSON Web Tokens are valid. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TokenOptions {
  private static final String NONE = ":-" + Option.NULL_VALUE + "}";

  @Option(
      names = "--jwt-secret-file",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_JWT_SECRET_FILE" + NONE,
      description = "Secret of at least 32 bytes that signs tokens (HS256).")
  private @Nullable Path secret;

  @Option(
      names = "--jwks",
      paramLabel = "FILE|URL",
      defaultValue = "${env:GIBSEY_JWKS" + NONE,
      description = "Public keys that sign tokens (RS, PS and ES algorithms).")
  private @Nullable String keySet;

  @Option(
      names = "--jwt-issuer",
      defaultValue = "${env:GIBSEY_JWT_ISSUER:-}",
      description = "Who issues tokens; needed with either.")
  private String issuer;

  @Option(
      names = "--jwt-audience",
      defaultValue = "${env:GIBSEY_JWT_AUDIENCE:-}",
      description = "Whom tokens must be made for; needed with either.")
  private String audience;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  public TokenSettings settings() {
    return new TokenSettings(
        secret, keySet == null ? null : address(keySet), text(issuer), text(audience));
  }

  private static URI address(String text) {
    return text.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*")
        ? URI.create(text)
        : Path.of(text).toAbsolutePath().toUri();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
