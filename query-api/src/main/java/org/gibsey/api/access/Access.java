package org.gibsey.api.access;

import io.javalin.security.RouteRole;

/** Who may call a route. Every route declares one; a request to anything else needs a key. */
public enum Access implements RouteRole {
  /** Anyone, without a key. Only for addresses without parameters. */
  OPEN,
  /** Any valid key. */
  READER,
  /** A key with the role {@link Role#WRITER} or more. */
  WRITER,
  /** A key with the role {@link Role#ADMIN}. */
  ADMIN;

  boolean permits(Role role) {
    return switch (this) {
      case OPEN -> true;
      case READER -> role.includes(Role.READER);
      case WRITER -> role.includes(Role.WRITER);
      case ADMIN -> role.includes(Role.ADMIN);
    };
  }
}
