package org.gibsey.api.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The role that a token gives: the highest one that its claims {@code role} and {@code roles} name.
 */
final class TokenRoles {
  private TokenRoles() {}

  /** Null when it names none that is known here. */
  static @Nullable Role highest(JWTClaimsSet claims) {
    List<Object> names = new ArrayList<>();
    for (String claim : List.of("role", "roles")) {
      @Nullable Object value = claims.getClaim(claim);
      if (value instanceof Collection<?> several) {
        names.addAll(several);
      } else if (value != null) {
        names.add(value);
      }
    }
    @Nullable Role highest = null;
    for (Role role : Role.values()) {
      if (names.contains(role.name().toLowerCase(Locale.ROOT))) {
        highest = role;
      }
    }
    return highest;
  }
}
