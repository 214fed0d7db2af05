package org.gibsey.api.server;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.api.access.TokenOptions;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.limits.LimitOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the command line that say who may ask, how often, and from where. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ServerOptions {
  @Mixin private TokenOptions tokens;
  @Mixin private LimitOptions limits;

  @Option(
      names = "--cors-origin",
      paramLabel = "ORIGIN[,ORIGIN...]",
      defaultValue = "${env:GIBSEY_CORS_ORIGIN:-" + Option.NULL_VALUE + "}",
      description = "Origins whose pages may call this API from a browser. Default: none.")
  private @Nullable String origins;

  @Option(
      names = "--behind-tls",
      defaultValue = "${env:GIBSEY_BEHIND_TLS:-false}",
      description = "Tell browsers to insist on TLS, which a proxy in front has to speak.")
  private boolean behindTls;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException when one is not usable
   */
  public ServerSettings settings() {
    return new ServerSettings(
        tokens.settings(), limits.settings(), new CrossOrigin(origins()), behindTls);
  }

  private Set<String> origins() {
    return Stream.of(origins == null ? new String[0] : origins.split(",", -1))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
