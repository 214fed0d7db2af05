package org.gibsey.tools.keys;

import java.util.Locale;

/** What the holder of a key may do; later ones may do all that earlier ones may. */
enum KeyRole {
  READER,
  WRITER,
  ADMIN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
