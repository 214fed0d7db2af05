package org.gibsey.api.server;

import org.gibsey.api.access.TokenSettings;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.limits.LimitSettings;

/**
 * Who may ask, how often, and from where.
 *
 * @param tokens JSON Web Tokens that are valid beside the keys
 * @param limits how often somebody may ask
 * @param origins pages of other origins that may call this API
 * @param behindTls whether a proxy that speaks TLS is in front, so that browsers may be told to
 *     insist on it
 */
public record ServerSettings(
    TokenSettings tokens, LimitSettings limits, CrossOrigin origins, boolean behindTls) {
  /** Keys alone, no limits, no other origins, no TLS. */
  public static ServerSettings keysOnly() {
    return new ServerSettings(
        TokenSettings.none(), LimitSettings.none(), CrossOrigin.none(), false);
  }
}
