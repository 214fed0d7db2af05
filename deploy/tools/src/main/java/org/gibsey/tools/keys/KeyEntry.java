package org.gibsey.tools.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A key as the API knows it.
 *
 * @param id by which it is revoked
 * @param owner whom it stands for; keys of one owner are the same caller
 * @param role {@code reader}, {@code writer} or {@code admin}
 * @param sha256 of the key, 64 hexadecimal digits
 */
record KeyEntry(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) String owner,
    @JsonProperty(required = true) String role,
    @JsonProperty(required = true) String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  static KeyEntry of(String id, String owner, KeyRole role, PlainKey key) {
    return new KeyEntry(id, owner, role.name().toLowerCase(Locale.ROOT), key.sha256());
  }

  /** Whether a text can be an id or an owner. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
