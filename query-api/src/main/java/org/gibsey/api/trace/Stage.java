package org.gibsey.api.trace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The stages of a row's way, in order. */
enum Stage {
  WRITTEN,
  CAPTURED,
  DECODED,
  EMBEDDED,
  INDEXED;

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
